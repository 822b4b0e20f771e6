/**
 * The life of one live page on the server, as values: what is there now and what has happened give what is there next.
 * Sockets, topics and loads are those of `server/live_page.ts`.
 *
 * @module
 */
import type { PlacedEvent } from "../topics/bus.ts";
import type { Position } from "../wire/frames.ts";
import type { LiveLoop } from "./live_loop.ts";

/** The page is made; its browser has not been told. */
export interface Joining {
  readonly type: "joining";
  /** From there on events are news to what was loaded. */
  readonly since: Position;
}

/** The loop runs. */
export interface Running {
  readonly type: "running";
  readonly loop: LiveLoop;
  readonly since: Position;
  /** The number of the load that it was told last. */
  readonly load: number;
}

/** The loop runs, and its page is being loaded once more. */
export interface Loading {
  readonly type: "loading";
  readonly loop: LiveLoop;
  readonly since: Position;
  /** The number of the load that is under way. */
  readonly load: number;
  /** What the loop is told meanwhile: it may be newer than what is loaded. */
  readonly missed: readonly PlacedEvent[];
  /** Whether another load was asked for, which may see what this one does not. */
  readonly again: boolean;
}

/** The page's own code has thrown. Nothing is answered any more. */
export interface Failed {
  readonly type: "failed";
}

/** The browser has left the page, or is gone. */
export interface Left {
  readonly type: "left";
}

/** What is there now. */
export type SessionState = Joining | Running | Loading | Failed | Left;

/** The states in which there is a loop. */
export type Alive = Running | Loading;

/** What has happened. What a load says names its number. */
export type SessionEvent =
  | { readonly type: "started"; readonly loop: LiveLoop }
  /** The page is to be loaded once more. */
  | { readonly type: "outdated" }
  | { readonly type: "told"; readonly event: PlacedEvent }
  | { readonly type: "loaded"; readonly load: number; readonly since: Position }
  /** The page cannot be loaded any more: the browser goes elsewhere. */
  | { readonly type: "moved"; readonly load: number }
  /** The loop goes on at another address of its page, whose data is there. */
  | { readonly type: "stayed"; readonly since: Position }
  | { readonly type: "failed" }
  | { readonly type: "left" };

/** How many events are kept for a page that is being loaded. */
const maxMissed = 100;

/** Whether there is a loop. */
export function isAlive(state: SessionState): state is Alive {
  return state.type === "running" || state.type === "loading";
}

/** What is there next; the same state when the event changes nothing. */
export function nextSession(state: SessionState, event: SessionEvent): SessionState {
  const { type } = state;
  if (type === "failed" || type === "left") return state;
  switch (event.type) {
    case "failed":
    case "left":
      return { type: event.type };
    case "started":
      return type === "joining" ? { type: "running", loop: event.loop, since: state.since, load: 0 } : state;
  }
  if (type === "joining") return state;
  const { loop, since, load } = state;
  switch (event.type) {
    case "outdated":
      return type === "loading" ? { ...state, again: true } : begun(state);
    case "told":
      return type === "loading" ? missed(state, event.event) : state;
    case "stayed":
      return { type: "running", loop, since: event.since, load: load + 1 };
    case "loaded": {
      // A load whose page is at another address by now has come too late.
      if (type !== "loading" || event.load !== load) return state;
      const running = { type: "running", loop, since: event.since, load } as const;
      return state.again ? begun(running) : running;
    }
    case "moved":
      return type === "loading" && event.load === load ? { type: "running", loop, since, load } : state;
  }
}

// When too much happens for a list, what comes after the present load has all of it.
function missed(state: Loading, event: PlacedEvent): Loading {
  if (state.missed.length === maxMissed) return { ...state, missed: [], again: true };
  return { ...state, missed: [...state.missed, event] };
}

function begun({ loop, since, load }: Running): Loading {
  return { type: "loading", loop, since, load: load + 1, missed: [], again: false };
}
