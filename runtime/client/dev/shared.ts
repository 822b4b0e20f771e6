/**
 * What the scripts of a page in development share, whichever build they come from: the page's own Preact, which
 * replaced code must use too, and the parts that run.
 *
 * @module
 */
import * as preact from "preact";
import type { RunningPart } from "./hot_part.ts";
import type { MessageOrigin } from "./wire/tab_lines.ts";

/** One value for each document. */
export interface Shared {
  /** By the name under which a replaced part imports them; see `codegen/bundle/dev_modules.ts`. */
  readonly modules: Record<string, unknown>;
  /** The parts whose code was loaded, by id. */
  readonly parts: Map<string, RunningPart>;
  /** The newest code of each part since the bundle was built, by id. */
  readonly updates: Map<string, Update>;
  /** Called after anything that the panel shows has changed. */
  changed(): void;
  /** Called when a part was loaded for the first time. */
  loaded(part: RunningPart): void;
  /** Called when the author's code threw. */
  failed(failure: RunTimeFailure): void;
  /** Called when a page could not go on with its model. */
  anew(part: RunningPart, error: unknown): void;
  /** Called when something that came over the wire has become a message. */
  became(origin: MessageOrigin, message: unknown): void;
  /** Called when a component threw: set by the part that is being drawn. */
  drawingFailed(error: unknown): void;
}

/** New code of a part. */
export interface Update {
  readonly url: string;
  readonly verdict: "fine" | "risky";
  /** Whether the part runs it. */
  readonly taken: boolean;
}

/** Something that the author's code threw. */
export interface RunTimeFailure {
  readonly error: unknown;
  /** E.g. `update of app/pages/index.tsx`. */
  readonly title: string;
  /** The message that led to it. */
  readonly cause?: unknown;
}

const key = Symbol.for("rally.dev");
const holder = globalThis as unknown as Record<symbol, Shared | undefined>;

/** The value of this document. */
export const shared: Shared = holder[key] ??= {
  modules: { preact },
  parts: new Map(),
  updates: new Map(),
  changed() {},
  loaded() {},
  failed() {},
  anew() {},
  became() {},
  drawingFailed() {},
};
