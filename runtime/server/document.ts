/**
 * Step 6 of a request (see ARCHITECTURE.md): the document around a rendered page, and its headers.
 *
 * @module
 */
import { mergeHeads } from "../page/head.ts";
import type { Head } from "../page/module.ts";
import type { Asset } from "../wire/manifest.ts";
import { type Snapshot, stateElementId } from "../wire/snapshot.ts";
import type { Core } from "./core.ts";
import type { OpenedPage } from "./load_page.ts";
import type { RenderedPage } from "./render_page.ts";
import { contentSecurityPolicy, createNonce, secureHeaders } from "./security.ts";

/** Builds the response for a rendered page. */
export function documentResponse(
  core: Core,
  opened: OpenedPage,
  rendered: RenderedPage,
  snapshot: Snapshot,
): Response {
  const nonce = createNonce();
  const headers = new Headers({
    ...secureHeaders,
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": contentSecurityPolicy(hasScript(snapshot) || core.manifest.dev ? { nonce } : "none"),
    "cache-control": cacheControl(opened, snapshot),
  });
  return new Response(documentHtml(core, rendered, snapshot, nonce), { status: opened.status, headers });
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

/**
 * The text of a document.
 *
 * @param nonce Allows its scripts; a document that is kept in a file has none.
 */
export function documentHtml(
  core: Core,
  rendered: RenderedPage,
  snapshot: Snapshot,
  nonce: string | undefined,
): string {
  const { title, meta = [], links = [], html = {} } = mergeHeads([defaultHead, rendered.head]);
  const scripts = hasScript(snapshot) ? bootTags(core, snapshot, nonce) : { head: "", body: "" };
  const dev = nonce === undefined ? "" : devTag(core, nonce);
  return `<!doctype html><html${attributes(html)}><head><meta charset="utf-8">` +
    `<title>${escapeText(title ?? "")}</title>` +
    meta.map((tag) => `<meta${attributes(tag)}>`).join("") +
    links.map((tag) => `<link${attributes(tag)}>`).join("") +
    `${dev}${scripts.head}</head><body>${rendered.html}${scripts.body}</body></html>`;
}

/** Whether a page needs any script: one that is static under static layouts does not. */
function hasScript(snapshot: Snapshot): boolean {
  return snapshot.mode !== "static" || snapshot.layouts.some((layout) => layout.mode !== "static");
}

/** In development: before all other scripts, so that what it wraps is wrapped for them. */
function devTag({ manifest: { dev, build }, devHooks }: Core, nonce: string): string {
  if (!dev) return "";
  const state = { "data-rally-build": build, "data-rally-revision": String(devHooks?.revision ?? 0) };
  return `<script${attributes({ type: "module", src: dev.file, nonce, ...state })}></script>`;
}

function bootTags(core: Core, snapshot: Snapshot, nonce: string | undefined): { head: string; body: string } {
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
      `<script${attributes({ type: "module", src: boot.file, ...allowed })}></script>`,
  };
}

function cacheControl(opened: OpenedPage, snapshot: Snapshot): string {
  if (opened.personal) return "private, no-store";
  return snapshot.mode === "live" ? "no-store" : "no-cache";
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
