/**
 * Where a live page or layout stands: what tells whether its loop goes on when the browser goes elsewhere.
 *
 * @module
 */
import type { Region } from "../wire/frames.ts";
import type { PartEntry } from "./app_table.ts";
import type { OpenedPage, OpenedPart } from "./load_page.ts";
import { partOf } from "./render_page.ts";
import { stateOf } from "./snapshot_of.ts";

/** Which part of a page it is, whatever its data. */
export interface PartPlace extends Pick<OpenedPage, "since"> {
  readonly entry: PartEntry;
  /** Other ones are another page. A layout stays. */
  readonly params: string;
  /** Names the data of a layout, which is told when it changes. */
  readonly state: string;
}

/** Where a part of a page stands; `undefined` when the layout does not stand around this page. */
export function partPlaceOf(opened: OpenedPage, region: Region): PartPlace | undefined {
  const part = partOf(opened, region);
  if (!part) return undefined;
  const { entry } = part;
  const isPage = region === "page";
  return {
    entry,
    params: isPage ? paramsOf(part) : "",
    state: isPage ? "" : stateOf(part),
    since: opened.since,
  };
}

/** The parameters of the path as text; other ones are another page (`isSamePage` in the browser). */
function paramsOf({ entry, start }: OpenedPart): string {
  return JSON.stringify(entry.wire.params?.pack(start.params) ?? null);
}
