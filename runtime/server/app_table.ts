/**
 * The table that `rally gen` writes to `generated/app.ts`: every page, layout and topic of an app with its codecs.
 *
 * @module
 */
import type { Hono } from "hono";
import type { BrowserFunction } from "../page/browser_function.ts";
import type { Mode } from "../page/contract.ts";
import type { LoopModule } from "../page/module.ts";
import type { Topic } from "../topics/topic.ts";
import type { BrowserCodecs, Codec, WireTable } from "../wire/codec.ts";

/** Everything the server knows of an app. */
export interface AppTable {
  /** The hash of the database schema that the queries were generated for. */
  readonly schemaHash: string;
  /** The statements that make that schema, so that a database that differs can be told where. @default {[]} */
  readonly schema?: readonly string[];
  readonly pages: readonly PageEntry[];
  readonly layouts: readonly LayoutEntry[];
  /** Every `not_found.tsx` and `error.tsx`; the folder of its file is where it counts. */
  readonly notFound: readonly PageEntry[];
  readonly error: readonly PageEntry[];
  /** The Hono apps of `app/api/`. */
  readonly endpoints: readonly EndpointEntry[];
  readonly topics: readonly TopicEntry[];
  /** The functions of `app/browser.ts`, in an app that has them. */
  readonly functions?: readonly FunctionEntry[];
}

/** One page or layout file. */
export interface PartEntry {
  /** The generated id, e.g. `games_id`. */
  readonly id: string;
  readonly file: string;
  readonly path: string;
  readonly mode: Mode;
  /** In development a newer one takes its place when the file has changed. */
  module: ServerModule;
  readonly wire: WireTable;
}

/** One page file with the ids of its layouts, outermost first. */
export interface PageEntry extends PartEntry {
  readonly layouts: readonly string[];
}

/** One layout file. */
export type LayoutEntry = PartEntry;

/** One file of `app/api/`, with the app that it exports. */
export interface EndpointEntry {
  readonly file: string;
  /** Where it is mounted: `/api/health`. */
  readonly path: string;
  // deno-lint-ignore no-explicit-any -- an author's own environment and schema; nothing here looks at them
  readonly app: Hono<any, any, any>;
}

/** One topic with the codec of its events. */
export interface TopicEntry {
  // deno-lint-ignore no-explicit-any -- a topic's parameters and events differ; `any` is what unites them in one list
  readonly topic: Topic<any, any>;
  readonly codec: Codec;
  /** Names the shape of the events; a table that was written by hand may leave it out. */
  readonly hash?: string;
}

/** One function of `app/browser.ts` with the codecs of its values. */
export interface FunctionEntry {
  // deno-lint-ignore no-explicit-any -- as for topics
  readonly function: BrowserFunction<any, any>;
  readonly codec: BrowserCodecs[string];
}

/**
 * The exports of a page file on the server. The author's types are checked in her file by `Load` and `Handlers`; in
 * the table they have met, so the contexts are `never` here and given by the runtime.
 */
export interface ServerModule
  extends Omit<LoopModule, "init" | "update" | "view" | "reloaded" | "subscriptions" | "expected" | "head"> {
  init?(start: never): [unknown, readonly unknown[]];
  update?(model: never, message: never): [unknown, readonly unknown[]];
  view(model: never, send: never, children?: never): unknown;
  reloaded?(start: never): unknown;
  subscriptions?(model: never): readonly unknown[];
  readonly expected?: Readonly<Record<string, ((model: never, input: never) => unknown) | undefined>>;
  head?(model: never): unknown;
  load?(context: never): unknown;
  authorize?(context: never): boolean | Promise<boolean>;
  readonly checks?: Readonly<Record<string, ((context: never, input: never) => void | Promise<void>) | undefined>>;
  readonly handlers?: Readonly<Record<string, (context: never, input: never) => unknown>>;
}
