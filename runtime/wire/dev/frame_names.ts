/**
 * What the frames of a connection are called, and what stands at each of their places: for people who look at the wire.
 * A frame that is new in `frames.ts` does not compile until it is named here.
 *
 * @module
 */
import type { ClientFrame, ServerFrame } from "../frames.ts";
import type { PatchFrame } from "../patch_frame.ts";
import { namedRegion, regionOf } from "../region.ts";
import type { LiveNews } from "./live_news.ts";

/** One kind of frame. */
export interface FrameName {
  readonly words: string;
  /** The names of the elements after the kind, in order. */
  readonly fields: readonly string[];
}

/** What a browser sends, by kind. */
export const clientFrameNames: Readonly<Record<ClientFrame[0], FrameName>> = {
  go: { words: "page asked for", fields: ["id", "href", "ahead", "states"] },
  call: { words: "action called", fields: ["id", "owner", "href", "action", "input", "key", "hash"] },
  form: { words: "form sent", fields: ["id", "owner", "href", "action", "input", "key", "hash"] },
  checks: { words: "form checks asked for", fields: ["id", "owner", "action"] },
  check: { words: "form asked about", fields: ["id", "owner", "href", "action", "input"] },
  topics: { words: "topics set", fields: ["region", "topics", "href"] },
  join: { words: "live page joined", fields: ["id", "href", "token", "mark", "region"] },
  act: { words: "live event", fields: ["ref", "version", "slot", "event", "region"] },
  seen: { words: "live patch seen", fields: ["version", "region"] },
  heard: { words: "browser event", fields: ["source", "value", "region"] },
  told: { words: "browser's answer", fields: ["id", "answer", "region"] },
  leave: { words: "live page left", fields: ["region"] },
  ping: { words: "ping", fields: [] },
};

/** What a server sends, by kind; what only development knows is no part of the wire. */
export const serverFrameNames: Readonly<Record<Exclude<ServerFrame, LiveNews | PatchFrame>[0] | "patch", FrameName>> = {
  hello: { words: "hello", fields: ["build", "protocol"] },
  ok: { words: "answer", fields: ["id", "output", "own"] },
  no: { words: "refusal", fields: ["id", "refusal"] },
  to: { words: "redirect", fields: ["id", "href"] },
  reload: { words: "other build", fields: ["id", "refusal"] },
  event: { words: "topic event", fields: ["topic", "at", "event", "regions"] },
  lost: { words: "events lost", fields: ["region"] },
  later: { words: "slow parts", fields: ["id", "regions", "snapshot"] },
  patch: { words: "live patch", fields: ["ref", "patch", "effects", "title", "html", "submitted", "stale", "region"] },
  ended: { words: "live page ended", fields: ["traceId", "html", "region"] },
  sources: { words: "browser events wanted", fields: ["sources", "region"] },
  pong: { words: "pong", fields: [] },
};

/** The kind of a frame. A patch begins with a number in its place. */
export function kindOf([kind]: readonly unknown[]): string {
  return typeof kind === "number" ? "patch" : String(kind);
}

/** What a frame of a browser asks, by a name that its answer has too; `undefined` when it asks nothing. */
export function questionOf(frame: readonly unknown[]): string | undefined {
  const [kind, id] = frame;
  if (typeof id !== "number" || kind === "told" || kind === "seen") return undefined;
  return kind === "act" ? `act ${id} ${namedRegion(frame)}` : `request ${id}`;
}

/** The name of the question that a frame of a server answers. */
export function answeredBy(frame: readonly unknown[]): string | undefined {
  const [kind, id] = frame;
  if (typeof kind === "number") return `act ${kind} ${regionOf(frame as PatchFrame)}`;
  return kind === "ok" || kind === "no" || kind === "to" || kind === "reload" ? `request ${id}` : undefined;
}
