/**
 * Step 5 of a request (see ARCHITECTURE.md): turns an opened page into HTML, region by region. Each page and layout stands in an outlet
 * element of its own, which one loop will own in the browser.
 *
 * @module
 */
import type { Start } from "../page/contract.ts";
import type { Effect } from "../page/effect.ts";
import { firstModel } from "../page/loop.ts";
import type { Head, LoopModule, View } from "../page/module.ts";
import { recordingSend } from "../page/send.ts";
import { jsx } from "../render/jsx_runtime.ts";
import { withoutFormKey } from "../render/form_address.ts";
import { type RenderOptions, renderToHtml } from "../render/render_html.ts";
import { rawNode } from "../render/tree.ts";
import { LiveView } from "../live/live_view.ts";
import type { Region } from "../wire/frames.ts";
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
  /** The live parts that were drawn, by their regions. */
  readonly loops: ReadonlyMap<Region, RenderedLoop>;
}

/** A page as HTML, with what its loops go on from. */
export interface RenderedPage extends PageSurroundings {
  /** The outlet of the outermost layout, or of the page. */
  readonly html: string;
  /** What stands inside the page's own outlet. */
  readonly pageHtml: string;
  /** Whether a form in it has the document's key: then no other visitor may get this HTML. */
  readonly hasFormKey: boolean;
}

/** A live page or layout as it was drawn: its loop goes on from here. */
export interface RenderedLoop {
  /** The model and the effects of `init`. */
  readonly first: FirstModel;
  readonly view: LiveView;
  readonly html: string;
}

/** A model with the effects that its loop has yet to run. */
export type FirstModel = [unknown, readonly Effect<unknown>[]];

/** The models that a page and its layouts are shown with; by default those that `init` gives. */
export interface Models {
  readonly page: FirstModel;
  /** Outermost first. */
  readonly layouts: readonly FirstModel[];
}

/** How a page is rendered. */
export interface RenderPageOptions {
  /** @default those of a page that was just opened */
  readonly models?: Models;
  /** For its forms, when a browser gets it as a document of its own. */
  readonly formKey?: string;
  /** The layouts that the reader sees already: live ones among them are not drawn, because their loops go on. */
  readonly shown?: Shown;
}

/** The layouts that a reader sees, by their ids. */
export type Shown = Pick<ReadonlySet<string>, "has">;

/** For a reader who sees all of them. */
export const allLayouts: Shown = { has: () => true };

/** The models of a page that was just opened. */
export function firstModels(opened: OpenedPage): Models {
  return { page: firstOf(opened.page), layouts: opened.layouts.map(firstOf) };
}

/** Renders a page inside its layouts. */
export function renderPage(core: Core, opened: OpenedPage, options: RenderPageOptions = {}): RenderedPage {
  const { models = firstModels(opened), formKey, shown = noLayouts } = options;
  const { entry } = opened.page;
  const drawn = { documentUrl: opened.href, ...(formKey === undefined ? {} : { formKey }) };
  const draw = drawingWith(core, drawn);
  const page = draw(entry, "page", models.page);
  const loops = new Map<Region, RenderedLoop>(page.loop ? [["page", page.loop]] : []);
  let html = outlet("page", entry.id, page.html);
  const layoutHtml: string[] = [];
  for (let at = opened.layouts.length - 1; at >= 0; at--) {
    const layout = opened.layouts[at]!.entry;
    const { id } = layout;
    if (layout.mode === "live" && shown.has(id)) {
      layoutHtml.unshift("");
      continue;
    }
    const { pieces, loop } = draw(layout, id, models.layouts[at]!);
    if (loop) loops.set(id, loop);
    const alone = pieces.join(emptyOutlet(opened, at + 1));
    // What a layout shows has not changed because its document is another one.
    layoutHtml.unshift(formKey === undefined ? alone : withoutFormKey(alone, formKey));
    html = outlet(id, id, pieces.join(html));
  }
  const hasFormKey = formKey !== undefined && html.includes(formKey);
  return { html, pageHtml: page.html, hasFormKey, layoutHtml, heads: headsOf(opened, models), loops };
}

/** What a navigation needs of a page that is drawn in the browser: its head, and its layouts that are not. */
export function renderAround(
  core: Core,
  opened: OpenedPage,
  { shown = noLayouts }: RenderPageOptions = {},
): PageSurroundings {
  const draw = drawingWith(core, { documentUrl: opened.href });
  const models = firstModels(opened);
  const loops = new Map<Region, RenderedLoop>();
  const layoutHtml = opened.layouts.map(({ entry }, at) => {
    const { id, mode } = entry;
    if (mode === "client" || mode === "live" && shown.has(id)) return "";
    const { pieces, loop } = draw(entry, id, models.layouts[at]!);
    if (loop) loops.set(id, loop);
    return pieces.join(emptyOutlet(opened, at + 1));
  });
  return { layoutHtml, heads: headsOf(opened, models), loops };
}

/** Draws one live part of a page alone. */
export function renderLoop(core: Core, opened: OpenedPage, region: Region): RenderedLoop | undefined {
  const part = partOf(opened, region);
  return part && drawingWith(core, { documentUrl: opened.href })(part.entry, region, firstOf(part)).loop;
}

/** The page, or one of its layouts; `undefined` for a layout that does not stand around this page. */
export function partOf({ page, layouts }: OpenedPage, region: Region): OpenedPart | undefined {
  return region === "page" ? page : layouts.find(({ entry }) => entry.id === region);
}

/** What the view of a live layout gets as its children: an outlet that never changes. The page has none. */
export function childrenOf(region: Region): View {
  return region === "page" ? undefined : liveOutlet;
}

/** The exports of a part as the loop calls them. */
export function loopModule(entry: PartEntry): LoopModule {
  return entry.module as LoopModule;
}

/** Stands for what a layout is put around; made anew for every process, so that no page can contain it. */
const childMark = `<!--${crypto.randomUUID()}-->`;
const childNode = rawNode(childMark);
/** As `client/outlet.ts` makes it. The browser gets it with the layout's view, so it is the same in every process. */
const liveOutletHtml = '<rally-outlet style="display:contents"></rally-outlet>';
const liveOutlet = rawNode(liveOutletHtml);

const noLayouts: Shown = new Set();

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
  return [...opened.layouts.map((part, at) => head(part, models.layouts[at]![0])), head(opened.page, models.page[0])];
}

/** The HTML of a page or layout; `pieces` is cut where a layout holds what it stands around. */
interface DrawnPart {
  readonly html: string;
  readonly pieces: readonly string[];
  readonly loop: RenderedLoop | undefined;
}

type DrawPart = (entry: PartEntry, region: Region, first: FirstModel) => DrawnPart;

function drawingWith({ templates }: Core, options: RenderOptions): DrawPart {
  return (entry, region, first) => {
    const isLive = entry.mode === "live";
    const isPage = region === "page";
    const children = isLive ? childrenOf(region) : isPage ? undefined : childNode;
    const shown = loopModule(entry).view(first[0], recordingSend, children);
    const view = isLive ? new LiveView(shown, options, templates) : undefined;
    const html = view ? view.html() : renderToHtml(shown, options);
    const pieces = isPage ? [html] : html.split(isLive ? liveOutletHtml : childMark);
    return { html, pieces, loop: view && { first, view, html } };
  };
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
