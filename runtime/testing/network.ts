/**
 * The network of a tab, which a test may take away.
 *
 * @module
 */
import type { Work } from "./work.ts";

/** Whether there is a network, and what waits for it. */
export interface Network {
  readonly isOffline: boolean;
  cut(): void;
  restore(): void;
  /** Takes work that a connection has to end: while there is none, no step waits for it. */
  watchAnswer(what: string, answered: Promise<unknown>): void;
}

/** Starts with a network. */
export function createNetwork(work: Work): Network {
  let isOffline = false;
  // Resolves when the network is taken away: what needs it does not end then.
  let taken = Promise.withResolvers<void>();
  return {
    get isOffline() {
      return isOffline;
    },
    cut() {
      isOffline = true;
      taken.resolve();
    },
    restore() {
      isOffline = false;
      taken = Promise.withResolvers();
    },
    watchAnswer(what, answered) {
      if (isOffline) answered.catch(work.fail);
      else work.watch(what, Promise.race([answered, taken.promise]));
    },
  };
}
