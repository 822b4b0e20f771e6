/**
 * Step 5 of a request (see ARCHITECTURE.md): turns an opened page into HTML, region by region. Each page and layout stands in an outlet
 * element of its own, which one loop will own in the browser.
 *
 * @module
 */
import type { Start } from "../page/contract.ts";
import type { Effect } from "../page/effect.ts";
import { firstModel } from "../page/loop.ts";
import type { Head, LoopModule } from "../page/module.ts";
import { recordingSend } from "../page/send.ts";
import { jsx } from "../render/jsx_runtime.ts";
import { renderToHtml } from "../render/render_html.ts";
import { rawNode } from "../render/tree.ts";
import { LiveView } from "../live/live_view.ts";
import type { PartEntry } from "./app_table.ts";
import type { OpenedPage, OpenedPart } from "./load_page.ts";
import { wrongReturn } from "./wrong_return.ts";

/** A page as HTML, with what its loops go on from. */
export interface RenderedPage {
  /** The outlet of the outermost layout, or of the page. */
  readonly html: string;
  /** What stands inside the page's own outlet. */
  readonly pageHtml: string;
  /** What stands inside the outlet of each layout, outermost first; the outlet of what it stands around is empty. */
  readonly layoutHtml: readonly string[];
  readonly head: Head;
  /** The model and the effects of `init`: a live page goes on from here. */
  readonly first: FirstModel;
  /** The rendering of a live page, kept for its loop. */
  readonly live: LiveView | undefined;
}

/** A model with the effects that its loop has yet to run. */
export type FirstModel = [unknown, readonly Effect<unknown>[]];

/** The models that a page and its layouts are shown with; by default those that `init` gives. */
export interface Models {
  readonly page: FirstModel;
  /** Outermost first. */
  readonly layouts: readonly unknown[];
}

/** The models of a page that was just opened. */
export function firstModels(opened: OpenedPage): Models {
  return {
    page: firstOf(opened.page),
    layouts: opened.layouts.map((part) => firstOf(part)[0]),
  };
}

/** Renders a page inside its layouts. */
export function renderPage(opened: OpenedPage, models: Models = firstModels(opened)): RenderedPage {
  const { entry } = opened.page;
  const options = { documentUrl: opened.href };
  const view = loopModule(entry).view(models.page[0], recordingSend);
  const live = entry.mode === "live" ? new LiveView(view, options) : undefined;
  const pageHtml = live ? live.html() : renderToHtml(view, options);
  let html = outlet("page", entry.id, pageHtml);
  let empty = outlet("page", entry.id, "");
  const layoutHtml: string[] = [];
  const heads: Head[] = [headOf(entry, models.page[0])];
  for (let at = opened.layouts.length - 1; at >= 0; at--) {
    const layout = opened.layouts[at]!.entry;
    const model = models.layouts[at];
    const around = renderToHtml(loopModule(layout).view(model, recordingSend, rawNode(childMark)), options)
      .split(childMark);
    layoutHtml.unshift(around.join(empty));
    html = outlet(layout.id, layout.id, around.join(html));
    empty = outlet(layout.id, layout.id, "");
    heads.unshift(headOf(layout, model));
  }
  return { html, pageHtml, layoutHtml, head: mergeHeads(heads), first: models.page, live };
}

/** The exports of a part as the loop calls them. */
export function loopModule(entry: PartEntry): LoopModule {
  return entry.module as LoopModule;
}

/** Merges heads from the outermost to the innermost: the inner title wins, tags and attributes add up. */
export function mergeHeads(heads: readonly Head[]): Head {
  return {
    title: heads.findLast((head) => head.title !== undefined)?.title,
    meta: heads.flatMap((head) => head.meta ?? []),
    links: heads.flatMap((head) => head.links ?? []),
    html: Object.assign({}, ...heads.map((head) => head.html)),
  };
}

/** Stands for what a layout is put around; made anew for every process, so that no page can contain it. */
const childMark = `<!--${crypto.randomUUID()}-->`;

function firstOf({ entry, start }: OpenedPart): FirstModel {
  const first: unknown = firstModel(loopModule(entry), start as Start);
  if (Array.isArray(first) && first.length === 2 && Array.isArray(first[1])) return first as unknown as FirstModel;
  throw wrongReturn(first, {
    what: `The value of init in ${entry.file}`,
    expected: ["[model, none]", "[model, [effect, …]]"],
  });
}

function headOf(entry: PartEntry, model: unknown): Head {
  return loopModule(entry).head?.(model) ?? {};
}

function outlet(region: string, part: string, html: string): string {
  return renderToHtml(
    jsx("rally-outlet", {
      "data-region": region,
      "data-part": part,
      style: "display:contents",
      dangerouslySetInnerHTML: { __html: html },
    }),
  );
}
