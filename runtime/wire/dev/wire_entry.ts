/**
 * One frame as a developer sees it: named, decoded, measured. The server in development makes it, its pages show it.
 *
 * @module
 */
import type { Json } from "../codec.ts";

/** One frame that was sent or received. */
export interface WireEntry {
  /** Its place in the log of this server. A later entry of the same number takes its place. */
  readonly number: number;
  /** When the server saw it, in milliseconds since 1970. */
  readonly at: number;
  /** The socket or request that carried it: what stands before the dot names the tab. */
  readonly line: string;
  /** How many frames the same side had sent over this line before. */
  readonly index: number;
  /** Whose session it is: the first digits of its hash, or `visitor`. */
  readonly session: string;
  readonly from: "browser" | "server";
  /** As the frame says it, e.g. `call`; `http` for a request of the HTTP API. */
  readonly kind: string;
  /** The kind in words, e.g. `action called`. */
  readonly words: string;
  /** What it is about: the action, the topic, the address. */
  readonly name: string;
  /** The path of the page it belongs to, e.g. `/games/:id`; empty where the server does not know. */
  readonly page: string;
  /** The frame with names in the place of positions. */
  readonly value: Json;
  /** The text itself, cut where it gets long. Secrets are hidden in it too. */
  readonly raw: string;
  readonly bytes: number;
  /** The number of the question that this is the answer to. */
  readonly answers?: number;
  /** From the question to its answer, as the server has measured it; on both of them. */
  readonly serverMs?: number;
  /** The same as the browser has measured it; on both as well. */
  readonly browserMs?: number;
  /** The types of the messages that it became. */
  readonly messages: readonly string[];
}

/** What a page tells of a frame that it has received. */
export interface FrameNews {
  readonly line: string;
  readonly index: number;
  /** How long it has waited for this answer. */
  readonly ms?: number;
  /** The messages that it has become. */
  readonly messages: readonly string[];
}

/** The line of frames that came from no tab. */
export const noTab = "program";

/** The query of a page's socket, and the header of its requests, that name the line: `TAB.NUMBER`. */
export const lineQuery = "line";
/** See {@linkcode lineQuery}. */
export const lineHeader = "x-rally-line";

/** The tab of a line. */
export function tabOf(line: string): string {
  return line.split(".")[0];
}

/** The name of a message: its `type`, where it has one. */
export function messageName(message: unknown): string {
  const type = typeof message === "object" && message !== null ? (message as { type?: unknown }).type : message;
  return typeof type === "string" ? type.slice(0, 60) : typeof message;
}

/** The element in which the page of the wire is drawn: no other document has it. */
export const wireElementId = "rally-wire";

/** Where that page stands. */
export const wirePath = "/_rally/wire";
