/**
 * Packs an opened page for the browser: into the document, or as the answer to a navigation.
 *
 * @module
 */
import type { Start } from "../page/contract.ts";
import type { Json } from "../wire/codec.ts";
import type { LiveSnapshot, Snapshot } from "../wire/snapshot.ts";
import type { PartEntry } from "./app_table.ts";
import type { Core } from "./core.ts";
import type { OpenedPage, OpenedPart } from "./open_page.ts";
import type { RenderedPage } from "./render_page.ts";

/** What a snapshot says beside the page's data. */
export interface SnapshotExtras {
  readonly live?: LiveSnapshot;
  /** The page's HTML: an answer to a navigation carries it for pages without a loop in the browser. */
  readonly html?: string;
}

/** The snapshot of a page. The encoder drops whatever the contract does not name. */
export function snapshotOf(core: Core, opened: OpenedPage, rendered: RenderedPage, extras: SnapshotExtras): Snapshot {
  const { entry, start } = opened.page;
  return {
    page: entry.id,
    mode: entry.mode,
    href: opened.href,
    status: opened.status,
    params: entry.wire.params?.pack(start.params) ?? null,
    query: entry.wire.query?.pack(start.query) ?? null,
    data: packData(opened.page),
    layouts: opened.layouts.map((part) => ({ id: part.entry.id, mode: part.entry.mode, data: packData(part) })),
    since: opened.since,
    head: rendered.head,
    ...extras,
    ...(opened.refused ? { refused: opened.refused } : {}),
    scripts: scriptsOf(core, opened),
  };
}

function packData({ entry, start }: OpenedPart): Json {
  // Error pages carry their facts without a contract.
  return entry.wire.data
    ? entry.wire.data.pack((start as Start).data)
    : ((start as Start).data ?? null) as unknown as Json;
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
