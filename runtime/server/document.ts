/**
 * Step 6 of a request (see ARCHITECTURE.md): the document around a rendered page, and its headers.
 *
 * @module
 */
import { mergeHeads } from "../page/head.ts";
import type { Head } from "../page/module.ts";
import type { LaterFrame } from "../wire/frames.ts";
import type { Asset } from "../wire/manifest.ts";
import { type Snapshot, stateElementId } from "../wire/snapshot.ts";
import type { Core } from "./core.ts";
import type { OpenedPage } from "./load_page.ts";
import type { RenderedPage } from "./render_page.ts";
import { contentSecurityPolicy, createNonce, secureHeaders } from "./security.ts";

/** The query parameter that asks for a document that waits until it is whole. */
export const waitField = "_wait";

/** The `Cache-Control` of a document that belongs to one visitor. */
export const personalCacheControl = "private, no-store";

/** What a document carries for its scripts. */
export interface SentPage {
  readonly snapshot: Snapshot;
  /** What follows in the same response, when parts of the page are not there yet; nothing for a live page. */
  readonly later: AsyncGenerator<LaterFrame> | undefined;
}

/** Builds the response for a rendered page. */
export function documentResponse(
  core: Core,
  opened: OpenedPage,
  rendered: RenderedPage,
  { snapshot, later }: SentPage,
): Response {
  const nonce = createNonce();
  const headers = new Headers({
    ...secureHeaders,
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": contentSecurityPolicy(hasScript(snapshot) || core.manifest.dev ? { nonce } : "none"),
    "cache-control": cacheControl(
      { personal: opened.personal || later !== undefined, hasFormKey: rendered.hasFormKey },
      snapshot,
    ),
  });
  const { status } = opened;
  if (!later) return new Response(documentHtml(core, rendered, snapshot, { nonce }), { status, headers });
  // Neither we nor a proxy in front may hold it back.
  headers.set("x-accel-buffering", "no");
  const html = documentHtml(core, rendered, snapshot, { nonce, waits: true }).slice(0, -documentEnd.length);
  return new Response(streamed(html, later, laterTag(nonce)), { status, headers });
}

/** Writes JSON so that nothing in it can end the script element it stands in. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** What a document says of itself as long as no layout or page says otherwise. */
const defaultHead: Head = {
  meta: [{ name: "viewport", content: "width=device-width, initial-scale=1" }],
  html: { lang: "en" },
};

/** How a document is sent. */
export interface SentDocument {
  /** Allows its scripts; a document that is kept in a file has none. */
  readonly nonce?: string;
  /** Whether parts are missing when its scripts are there. */
  readonly waits?: boolean;
}

const documentEnd = "</body></html>";

/** The text of a document. */
export function documentHtml(core: Core, rendered: RenderedPage, snapshot: Snapshot, sent: SentDocument): string {
  const { title, meta = [], links = [], html = {} } = mergeHeads([defaultHead, ...rendered.heads]);
  const scripts = hasScript(snapshot) ? bootTags(core, snapshot, sent) : { head: "", body: "" };
  const dev = devTag(core, sent);
  return `<!doctype html><html${attributes(html)}><head><meta charset="utf-8">` +
    `<title>${escapeText(title ?? "")}</title>` +
    meta.map((tag) => `<meta${attributes(tag)}>`).join("") +
    links.map((tag) => `<link${attributes(tag)}>`).join("") +
    `${sent.waits ? refreshTag(snapshot) : ""}${dev}${scripts.head}</head>` +
    `<body>${rendered.html}${scripts.body}${documentEnd}`;
}

/** Without scripts nothing that follows is ever shown: such a browser asks for the document that waits. */
function refreshTag({ href }: Snapshot): string {
  const url = `${href}${href.includes("?") ? "&" : "?"}${waitField}=1`;
  return `<noscript><meta${attributes({ "http-equiv": "refresh", content: `0; url=${url}` })}></noscript>`;
}

/** A script for each frame that follows. Unlike modules these run in the order of the document; `boot.ts` takes them. */
function laterTag(nonce: string): (frame: LaterFrame) => string {
  return (frame) => `<script${attributes({ nonce })}>(self.rallyLater??=[]).push(${scriptJson(frame)})</script>`;
}

function streamed(
  html: string,
  frames: AsyncGenerator<LaterFrame>,
  tagOf: (frame: LaterFrame) => string,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start: (controller) => controller.enqueue(encoder.encode(html)),
    async pull(controller) {
      const { done, value } = await frames.next();
      controller.enqueue(encoder.encode(done ? documentEnd : tagOf(value)));
      if (done) controller.close();
    },
    cancel: () => void frames.return(undefined),
  });
}

/** Whether a page needs any script: one that is static under static layouts does not. */
function hasScript(snapshot: Snapshot): boolean {
  return snapshot.mode !== "static" || snapshot.layouts.some((layout) => layout.mode !== "static");
}

/** Whether a token in it names a model that waits. */
function hasLoopHere({ mode, layouts }: Snapshot): boolean {
  return [mode, ...layouts.map((layout) => layout.mode)].includes("live");
}

/** In development: before all other scripts, so that what it wraps is wrapped for them. */
function devTag({ manifest: { dev, build }, devHooks }: Core, { nonce, waits }: SentDocument): string {
  if (!dev || nonce === undefined) return "";
  const state = { "data-rally-build": build, "data-rally-revision": String(devHooks?.revision ?? 0) };
  return `<script${attributes({ type: "module", src: dev.file, nonce, ...state })}${waits ? " async" : ""}></script>`;
}

function bootTags(core: Core, snapshot: Snapshot, sent: SentDocument): { head: string; body: string } {
  const { nonce } = sent;
  const { boot, live, pages, build } = core.manifest;
  const modes = new Set([snapshot.mode, ...snapshot.layouts.map((layout) => layout.mode)]);
  const needed: (Asset | undefined)[] = [
    boot,
    modes.has("live") ? live : undefined,
    ...Object.keys(snapshot.scripts).map((id) => pages[id]),
  ];
  const files = new Set(needed.flatMap((asset) => asset ? [asset.file, ...asset.imports] : []));
  const allowed: Readonly<Record<string, string>> = nonce === undefined ? {} : { nonce };
  const preloads = [...files].map((href) => `<link${attributes({ rel: "modulepreload", href, ...allowed })}>`).join("");
  const state = scriptJson({ build, dev: core.dev, snapshot });
  return {
    head: preloads,
    body: `<script type="application/json" id="${stateElementId}">${state}</script>` +
      startTag(core, sent),
  };
}

/** Without `async` a module waits for the end of the document; with it only imports keep the order of two. */
function startTag({ manifest: { boot, dev } }: Core, { nonce, waits }: SentDocument): string {
  const allowed: Readonly<Record<string, string>> = nonce === undefined ? {} : { nonce };
  if (!waits) return `<script${attributes({ type: "module", src: boot.file, ...allowed })}></script>`;
  const imports = [dev, boot].map((asset) => asset ? `import ${scriptJson(asset.file)};` : "").join("");
  return `<script${attributes({ type: "module", ...allowed })} async>${imports}</script>`;
}

function cacheControl(
  { personal, hasFormKey }: Pick<OpenedPage, "personal"> & Pick<RenderedPage, "hasFormKey">,
  snapshot: Snapshot,
): string {
  if (personal) return personalCacheControl;
  if (hasLoopHere(snapshot)) return "no-store";
  // The same for everybody but for the key of its forms: two visitors with one key would be taken for one that retries.
  return hasFormKey ? "private, no-cache" : "no-cache";
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .filter(([name]) => /^[a-zA-Z][a-zA-Z0-9:_-]*$/.test(name))
    .map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`)
    .join("");
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', "&quot;");
}
