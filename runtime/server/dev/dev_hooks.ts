/**
 * What a server in development does besides: `serve.ts` gives it to the core, in production there is none.
 *
 * @module
 */
import type { Hono } from "hono";
import type { LoopModule } from "../../page/module.ts";
import type { LiveNews } from "../../wire/dev/live_news.ts";
import type { PartEntry } from "../app_table.ts";
import type { Connection, Wire } from "../connection.ts";
import type { Core } from "../core.ts";
import type { TappedSocket } from "./wire_tap.ts";

/** The hooks of a server in development. */
export interface DevHooks {
  /** The number of the last update that the bundle holds. */
  readonly revision: number;
  /** Told once, when the core is there. */
  attach(core: Core): void;
  /** Why a request is refused that names this host; `undefined` when it is not. */
  hostRefusal(host: string | undefined): string | undefined;
  /** Opens the socket of a page's overlay and panel. */
  connect(wire: Wire, onClosed: () => void): Connection;
  /** Opens the socket of a page or a program, and looks at its frames. */
  tap(socket: TappedSocket): Connection;
  /** Adds what only development has to the app, before everything else. */
  mount(app: Hono): void;
  /** Something of the app threw, e.g. `load` of a page. */
  failed(what: string, error: unknown): void;
  /** The module of a live page that begins with this model; what its loop does is told to its browser. */
  module(entry: PartEntry, first: unknown, tell: (news: LiveNews) => void): LoopModule;
  /** A live page runs; gives the function to call when it has ended, or has failed. */
  live(page: LivePart): (how: "ended" | "failed") => void;
}

/** A live page that runs. */
export interface LivePart {
  readonly entry: PartEntry;
  /** Draws it with the module of the moment; throws when that cannot show its model. */
  redraw(): void;
}
