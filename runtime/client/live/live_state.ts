/**
 * The states of the browser's half of a live page, as values: what is there now and what has happened give what is there
 * next. Frames and elements are those of `live_engine.ts`.
 *
 * @module
 */

/** No loop runs for what is shown: the page works by its forms and links. */
export interface Alone {
  readonly type: "alone";
  /** Whether one has run: then what is done waits for the next one. */
  readonly hadLoop: boolean;
}

/** A loop was asked for. What the server says until it has answered is for the page that stood here before. */
export interface Joining {
  readonly type: "joining";
  /** As before. */
  readonly hadLoop: boolean;
}

/** The one state in which the server draws and takes events. */
export interface Joined {
  readonly type: "joined";
  /** The version that the server knows to be shown. */
  readonly seen: number;
}

/** Another page stands here now. */
export interface Left {
  readonly type: "left";
}

/** What is there now. */
export type LiveState = Alone | Joining | Joined | Left;

/** What has happened. */
export type LiveEvent =
  | { readonly type: "asked" }
  /** The loop has answered; it has drawn this version. */
  | { readonly type: "answered"; readonly version: number }
  /** The loop that was asked for, and with that the one that runs. */
  | { readonly type: "refused" }
  /** The server was told that this version is shown. */
  | { readonly type: "seen"; readonly version: number }
  /** The page has failed, or its socket is gone: nothing that was sent, a join too, will be answered. */
  | { readonly type: "lost" }
  | { readonly type: "left" };

/** Whether a loop runs, or did until its connection was lost. */
export function hasLoop(state: LiveState): boolean {
  return state.type === "joined" || state.type !== "left" && state.hadLoop;
}

/** What is there next; the same state when the event changes nothing. */
export function nextLive(state: LiveState, event: LiveEvent): LiveState {
  if (state.type === "left") return state;
  switch (event.type) {
    case "asked":
      return state.type === "alone" ? { type: "joining", hadLoop: state.hadLoop } : state;
    case "answered":
      return { type: "joined", seen: event.version };
    case "seen":
      return state.type === "joined" && event.version > state.seen ? { type: "joined", seen: event.version } : state;
    case "refused":
    case "lost":
      return state.type === "alone" ? state : { type: "alone", hadLoop: event.type === "lost" && hasLoop(state) };
    case "left":
      return { type: "left" };
  }
}
