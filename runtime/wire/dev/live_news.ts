/**
 * What a server in development tells a browser of the loop of its live page, over the socket of that page. A server in
 * production never does, and its scripts know nothing of such a frame.
 *
 * @module
 */
import type { Difference } from "./differences.ts";

/** The frame: the page's id and file, and what has happened. */
export type LiveNews = readonly [kind: typeof liveNews, id: string, file: string, what: LoopBegan | LoopUpdated];

/** A loop has its first model, as text. */
export interface LoopBegan {
  readonly first: string;
}

/** A loop was told a message. Everything is text: the model stays on the server. */
export interface LoopUpdated {
  /** The type of the message. */
  readonly name: string;
  readonly message: string;
  readonly differences: readonly Difference[];
  /** The types of the effects that were asked for. */
  readonly effects: readonly string[];
}

/** The kind of the frame. */
export const liveNews = "dev:loop";
