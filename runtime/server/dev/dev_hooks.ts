/**
 * What a server in development does besides: `serve.ts` gives it to the core, in production there is none.
 *
 * @module
 */
import type { PartEntry } from "../app_table.ts";
import type { Connection, Wire } from "../connection.ts";
import type { Core } from "../core.ts";

/** The hooks of a server in development. */
export interface DevHooks {
  /** The number of the last update that the bundle holds. */
  readonly revision: number;
  /** Told once, when the core is there. */
  attach(core: Core): void;
  /** Opens the socket of a page's overlay and panel. */
  connect(wire: Wire, onClosed: () => void): Connection;
  /** Something of the app threw, e.g. `load` of a page. */
  failed(what: string, error: unknown): void;
  /** A live page runs; gives the function to call when it has ended, or has failed. */
  live(page: LivePart): (how: "ended" | "failed") => void;
}

/** A live page that runs. */
export interface LivePart {
  readonly entry: PartEntry;
  /** Draws it with the module of the moment; throws when that cannot show its model. */
  redraw(): void;
}
