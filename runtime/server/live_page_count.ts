/**
 * How many live pages a visitor has, and all visitors together: each holds a model and takes turns. Over the limit a page
 * works as it does without JavaScript.
 *
 * @module
 */
import { createAddressCounter, createCounter } from "./counter.ts";
import { sessionCookieName } from "./session.ts";
import type { Visit } from "./visit.ts";

/** How many live pages there may be, each with a default. */
export interface LivePageLimits {
  /**
   * Of one session.
   * @default {50}
   */
  readonly session?: number | false;
  /**
   * Of one IP address outside of the own network.
   * @default {200}
   */
  readonly address?: number | false;
  /**
   * Of all visitors.
   * @default {10000}
   */
  readonly all?: number | false;
}

/** Counts live pages. What both give uncounts the page, however often it is called; `undefined`: there is no room. */
export interface LivePageCounter {
  /** Counts the page of a document, whose socket may come. They push each other out, so all of them have no limit here. */
  keep(visit: Visit): (() => void) | undefined;
  /** Counts a page that runs. */
  join(visit: Visit): (() => void) | undefined;
}

/** Starts with none. */
export function createLivePageCounter(limits: LivePageLimits | false): LivePageCounter {
  const { session = 50, address = 200, all = 10_000 } = limits || { session: false, address: false, all: false };
  const bySession = createCounter(session);
  const byAddress = createAddressCounter(address);
  const joined = createCounter(all);

  /** Counts one of this visitor's, and gives what takes it back. */
  function count(visit: Visit): (() => void)[] | undefined {
    const token = visit.cookie(sessionCookieName(visit.secure));
    if (!byAddress.hasRoom(visit.address)) return undefined;
    if (token === undefined) return [byAddress.add(visit.address)];
    if (!bySession.hasRoom(token)) return undefined;
    return [byAddress.add(visit.address), bySession.add(token)];
  }

  return {
    keep(visit) {
      const counted = count(visit);
      return counted && once(counted);
    },
    join(visit) {
      const counted = joined.hasRoom("all") ? count(visit) : undefined;
      return counted && once([...counted, joined.add("all")]);
    },
  };
}

function once(works: readonly (() => void)[]): () => void {
  let waiting = works;
  return () => {
    const now = waiting;
    waiting = [];
    for (const work of now) work();
  };
}
