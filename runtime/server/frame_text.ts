/**
 * The text of a frame: what it counts for, and how much of it is read.
 *
 * @module
 */
import { excessOf, outlineOf } from "./json_limits.ts";

/** A frame of up to so many characters counts once. */
export const charactersOfOne = 4096;

/** As how many frames a text counts: to read a long one takes as long as to read several. */
export function costOf(text: string): number {
  return Math.ceil(text.length / charactersOfOne);
}

/** A frame as it came. */
export interface ReadFrame {
  /** Of one that has an excess: what stands directly in it, to answer to. */
  readonly frame: readonly unknown[];
  /** What it has too much of to be handled. */
  readonly excess: string | undefined;
}

/** The frame of a text; `undefined` when it is none. */
export function readFrame(text: string): ReadFrame | undefined {
  // Of a body that broke off nothing is left: an error for each of hundreds takes as long as answering them.
  if (!text.trimStart().startsWith("[")) return undefined;
  const excess = excessOf(text);
  try {
    const frame: unknown = JSON.parse(excess === undefined ? text : outlineOf(text));
    return Array.isArray(frame) ? { frame, excess } : undefined;
  } catch {
    return undefined;
  }
}
