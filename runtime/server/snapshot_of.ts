/**
 * Packs an opened page for the browser: into the document, or as the answer to a navigation.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { mergeHeads, shownHead } from "../page/head.ts";
import type { Head, ShownHead } from "../page/module.ts";
import { islandNames } from "../render/tree.ts";
import type { LayoutSnapshot, LiveSnapshot, LiveToken, Snapshot } from "../wire/snapshot.ts";
import type { PartEntry } from "./app_table.ts";
import type { Core } from "./core.ts";
import type { LiveParts } from "./live_store.ts";
import type { OpenedPage, OpenedPart } from "./load_page.ts";
import type { PageSurroundings } from "./render_page.ts";
import { isForBrowser, slowFields } from "./slow_reads.ts";

/** What a snapshot says beside the page's data. */
export interface SnapshotExtras {
  /** What the browser needs of the page and its layouts that are live. */
  readonly live?: LiveParts;
  /** The page's HTML: an answer to a navigation carries it for pages without a loop in the browser. */
  readonly html?: string;
  /** Given for the answer to a navigation: the states of the layouts that the browser shows, by their ids. */
  readonly shown?: ReadonlyMap<string, unknown>;
}

const noParts: LiveParts = new Map();

/** The snapshot of a page. The encoder drops whatever the contract does not name. */
export function snapshotOf(
  core: Core,
  opened: OpenedPage,
  around: PageSurroundings,
  { shown, html, live = noParts }: SnapshotExtras,
): Snapshot {
  const { entry, start, packed } = opened.page;
  return {
    page: entry.id,
    mode: entry.mode,
    href: opened.href,
    status: opened.status,
    ...hashField(entry),
    params: entry.wire.params?.pack(start.params) ?? null,
    query: entry.wire.query?.pack(start.query) ?? null,
    data: packed,
    layouts: opened.layouts.map((part, at) =>
      layoutOf(core, part, {
        html: around.layoutHtml[at]!,
        head: around.heads[at]!,
        shown,
        live: live.get(part.entry.id),
        isPlain: around.loops.has(part.entry.id) && !live.has(part.entry.id),
      })
    ),
    ...(slowFields(opened).some(isForBrowser) ? { waits: true } : {}),
    since: opened.since,
    head: mergeHeads(around.heads),
    ...ownHead(entry, around.heads.at(-1)),
    ...(html === undefined ? {} : { html }),
    ...liveField(live.get("page") as LiveSnapshot | undefined),
    ...islandsOf(core, entry),
    ...(opened.refused ? { refused: opened.refused } : {}),
    scripts: scriptsOf(core, opened),
    ...(core.manifest.functions ? { functions: core.manifest.functions.file } : {}),
  };
}

/** A loop in the browser writes its own. */
function ownHead({ mode }: PartEntry, head: Head = {}): { readonly own?: ShownHead } {
  const own = shownHead(head);
  return mode === "client" || Object.keys(own).length === 0 ? {} : { own };
}

/** A layout as it was rendered. */
interface LayoutExtras extends Pick<SnapshotExtras, "shown"> {
  readonly html: string;
  readonly head: Head;
  readonly live: LiveSnapshot | LiveToken | undefined;
  /** Whether it is shown without a loop. */
  readonly isPlain: boolean;
}

/** A document has the layout's HTML in its body, and a layout with a loop in the browser makes its own. */
function layoutOf(core: Core, part: OpenedPart, { html, head, shown, live, isPlain }: LayoutExtras): LayoutSnapshot {
  const { entry } = part;
  const { id, mode } = entry;
  const state = stateOf(part, html);
  if (shown?.get(id) === state) return { id, mode, state, ...liveField(live) };
  // Of a live layout without a loop to come, as of a live page.
  const isSent = mode === "static" || isPlain;
  return {
    id,
    mode,
    state,
    ...hashField(entry),
    // The loop of a live layout has its data where it is.
    ...(mode === "live" ? { data: null } : contentOf(part)),
    ...ownHead(entry, head),
    ...(shown && isSent ? { html } : {}),
    ...liveField(live),
    ...islandsOf(core, entry),
  };
}

/**
 * Names what a layout shows: 96 bits, so that two states of one layout never share a name.
 *
 * @param html What a static layout has drawn.
 */
export function stateOf(part: OpenedPart, html?: string): string {
  const drawn = part.entry.mode === "static" ? html : null;
  return createHash("sha256").update(JSON.stringify([contentOf(part), drawn])).digest("base64url").slice(0, 16);
}

function contentOf({ entry: { wire }, start, packed }: OpenedPart) {
  return {
    params: wire.params?.pack(start.params) ?? null,
    query: wire.query?.pack(start.query) ?? null,
    data: packed,
  };
}

function liveField<L extends LiveToken>(live: L | undefined): { readonly live?: L } {
  return live ? { live } : {};
}

/** A browser whose script was made for another shape must not read this. Static parts have no script. */
function hashField({ mode, wire }: PartEntry): { readonly hash?: string } {
  return mode === "client" && wire.hash !== undefined ? { hash: wire.hash } : {};
}

function islandsOf(core: Core, entry: PartEntry): { readonly islands?: string } {
  const asset = entry.mode === "live" && islandNames.size > 0 ? core.manifest.pages[entry.id] : undefined;
  return asset ? { islands: asset.file } : {};
}

function scriptsOf(core: Core, opened: OpenedPage): Record<string, string> {
  const parts: PartEntry[] = [opened.page.entry, ...opened.layouts.map((part) => part.entry)];
  const scripts: Record<string, string> = {};
  for (const { id, mode } of parts) {
    const asset = core.manifest.pages[id];
    if (mode === "client" && asset) scripts[id] = asset.file;
  }
  return scripts;
}
