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
import { withoutFormKey } from "../render/form_address.ts";
import { type RenderOptions, renderToHtml } from "../render/render_html.ts";
import { rawNode } from "../render/tree.ts";
import { LiveView } from "../live/live_view.ts";
import type { PartEntry } from "./app_table.ts";
import type { Core } from "./core.ts";
import type { OpenedPage, OpenedPart } from "./load_page.ts";
import { wrongReturn } from "./wrong_return.ts";

/** What stands around a page. */
export interface PageSurroundings {
  /** What stands inside the outlet of each layout, outermost first; the outlet of what it stands around is empty. */
  readonly layoutHtml: readonly string[];
  /** Those of the layouts, outermost first, then the page's. */
  readonly heads: readonly Head[];
}

/** A page as HTML, with what its loops go on from. */
export interface RenderedPage extends PageSurroundings {
  /** The outlet of the outermost layout, or of the page. */
  readonly html: string;
  /** What stands inside the page's own outlet. */
  readonly pageHtml: string;
  /** Whether a form in it has the document's key: then no other visitor may get this HTML. */
  readonly hasFormKey: boolean;
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

/**
 * Renders a page inside its layouts.
 *
 * @param formKey For its forms, when a browser gets it as a document of its own.
 */
export function renderPage(
  { templates }: Core,
  opened: OpenedPage,
  models: Models = firstModels(opened),
  formKey?: string,
): RenderedPage {
  const { entry } = opened.page;
  const options = { documentUrl: opened.href, ...(formKey === undefined ? {} : { formKey }) };
  const view = loopModule(entry).view(models.page[0], recordingSend);
  const live = entry.mode === "live" ? new LiveView(view, options, templates) : undefined;
  const pageHtml = live ? live.html() : renderToHtml(view, options);
  let html = outlet("page", entry.id, pageHtml);
  const layoutHtml: string[] = [];
  for (let at = opened.layouts.length - 1; at >= 0; at--) {
    const { id } = opened.layouts[at]!.entry;
    const around = renderLayout(opened, at, models, options);
    const alone = around.join(emptyOutlet(opened, at + 1));
    // What a layout shows has not changed because its document is another one.
    layoutHtml.unshift(formKey === undefined ? alone : withoutFormKey(alone, formKey));
    html = outlet(id, id, around.join(html));
  }
  const hasFormKey = formKey !== undefined && html.includes(formKey);
  return { html, pageHtml, hasFormKey, layoutHtml, heads: headsOf(opened, models), first: models.page, live };
}

/** What a navigation needs of a page that is drawn in the browser: its head, and its layouts that are not. */
export function renderAround(opened: OpenedPage, models: Models = firstModels(opened)): PageSurroundings {
  const options = { documentUrl: opened.href };
  const layoutHtml = opened.layouts.map(({ entry }, at) =>
    entry.mode === "static" ? renderLayout(opened, at, models, options).join(emptyOutlet(opened, at + 1)) : ""
  );
  return { layoutHtml, heads: headsOf(opened, models) };
}

/** The exports of a part as the loop calls them. */
export function loopModule(entry: PartEntry): LoopModule {
  return entry.module as LoopModule;
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

function headsOf(opened: OpenedPage, models: Models): Head[] {
  const head = ({ entry }: OpenedPart, model: unknown) => loopModule(entry).head?.(model) ?? {};
  return [...opened.layouts.map((part, at) => head(part, models.layouts[at])), head(opened.page, models.page[0])];
}

/** The HTML of a layout, cut where it holds what it stands around. */
function renderLayout({ layouts }: OpenedPage, at: number, models: Models, options: RenderOptions): string[] {
  const view = loopModule(layouts[at]!.entry).view(models.layouts[at], recordingSend, rawNode(childMark));
  return renderToHtml(view, options).split(childMark);
}

/** The outlet of a layout or, after the last of them, of the page. */
function emptyOutlet({ layouts, page }: OpenedPage, at: number): string {
  const layout = layouts[at]?.entry;
  return layout ? outlet(layout.id, layout.id, "") : outlet("page", page.entry.id, "");
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
