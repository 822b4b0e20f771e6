/**
 * Which loop of a tab a frame is for. A tab may have several that run on the server: that of its page and those of its
 * layouts. Frames of the page do not say so, because most tabs have no other.
 *
 * @module
 */
import type { Region, ServerFrame } from "./frames.ts";
import { isPatchFrame, type PatchExtras } from "./patch_frame.ts";

/** The loop that a frame of the server is for. */
export function regionOf(frame: ServerFrame): unknown {
  const isPatch = isPatchFrame(frame);
  return (isPatch ? (frame[1] as PatchExtras | undefined)?.region : frame[frame[0] === "ended" ? 3 : 2]) ?? "page";
}

/** What stands at the end of a frame for one loop. */
export function regionEnd(region: Region): readonly [region?: Region] {
  return region === "page" ? [] : [region];
}

/** Where it stands in the frames of a browser. */
const places: ReadonlyMap<unknown, number> = new Map([
  ["topics", 1],
  ["leave", 1],
  ["seen", 2],
  ["heard", 3],
  ["told", 3],
  ["act", 5],
  ["join", 5],
]);

/** What a frame of a browser says of the loop that it is for. */
export function namedRegion(frame: readonly unknown[]): unknown {
  return frame[places.get(frame[0]) ?? frame.length] ?? "page";
}
