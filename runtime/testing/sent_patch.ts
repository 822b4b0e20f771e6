/**
 * What a live page was sent, as tests see it.
 *
 * @module
 */
import type { Json } from "../wire/codec.ts";
import type { ServerFrame } from "../wire/frames.ts";
import { isPatchFrame, readPatch } from "../wire/patch_frame.ts";

/** A patch that the server has sent to a live page. */
export interface SentPatch {
  /** Of the whole frame on the wire. */
  readonly bytes: number;
  /** Slot, value, slot, value, … as it is drawn in `docs/reference/wire.md`. */
  readonly patch: readonly Json[];
}

/** The patch of a frame; none when nothing that can be seen has changed. */
export function sentPatches(frame: ServerFrame, text: string): SentPatch[] {
  const patch = isPatchFrame(frame) ? readPatch(frame).patch : [];
  return patch.length > 0 ? [{ bytes: new TextEncoder().encode(text).length, patch }] : [];
}
