/**
 * The frame that is sent most: what changes in a live page. It begins with the number of the event that it answers, 0
 * when nobody asked; then, only when there is something to say, an object; then the patch (see `live/live_view.ts`).
 *
 * ```
 * [7,3,"1"]                                 event 7 has set slot 3
 * [0,3,"2",9,null]                          nobody asked: two slots
 * [7]                                       event 7 has changed nothing
 * [7,{"title":"Count 1"},3,"1"]             and the title
 * [7,[[3,"<i><!--$0--></i>",[0]]],9,[3,16]] with a template, which the patch begins with
 * ```
 *
 * @module
 */
import type { Refusal } from "../page/result.ts";
import type { Json } from "./codec.ts";
import type { Region, SentEffect, ServerFrame } from "./frames.ts";

/** What changes in a live page or layout, as it travels. */
export type PatchFrame = readonly [ref: number, ...rest: readonly (PatchExtras | Json)[]];

/** What most patches have nothing of. */
export interface PatchExtras {
  /** The live layout whose patch it is; without it it is the page's. */
  readonly region?: Region;
  /** What the browser does when the patch is there. */
  readonly effects?: readonly SentEffect[];
  /** Title and attributes of `<html>`: what the page has of them, when one has changed. */
  readonly title?: string | undefined;
  readonly html?: Readonly<Record<string, string>> | undefined;
  /** The event was a form whose action went well: the browser empties it, as a document load would. */
  readonly submitted?: true;
  /** The event named a version whose handlers are not known any more: nothing was done. */
  readonly stale?: true;
  /** The event was not handled, e.g. because too many came. */
  readonly refused?: Refusal;
}

/** A patch frame, read. */
export interface LiveUpdate extends PatchExtras {
  /** The event that this answers, or 0. */
  readonly ref: number;
  /** Makes the next version; empty when nothing that can be seen has changed. */
  readonly patch: readonly Json[];
}

/** Writes the frame of an update. */
export function patchFrame({ ref, patch, ...extras }: LiveUpdate): PatchFrame {
  return Object.keys(extras).length > 0 ? [ref, extras, ...patch] : [ref, ...patch];
}

/** Tells the frame from those that begin with their kind. */
export function isPatchFrame(frame: ServerFrame): frame is PatchFrame {
  return typeof frame[0] === "number";
}

/** Reads the frame. */
export function readPatch([ref, ...rest]: PatchFrame): LiveUpdate {
  const [first] = rest;
  const isExtras = typeof first === "object" && !Array.isArray(first);
  return { ...(isExtras ? first as PatchExtras : {}), ref, patch: (isExtras ? rest.slice(1) : rest) as Json[] };
}
