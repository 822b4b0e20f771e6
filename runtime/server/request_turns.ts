/**
 * Requests and pages that begin, a few at a turn: whoever opens hundreds of connections at once waits in line with them,
 * and so does everybody who comes back after a restart. Others have their turns in between.
 *
 * @module
 */
import { afterInput } from "../live/after_input.ts";
import { inTurns } from "./in_turns.ts";

/** The line of a server. */
export interface RequestTurns {
  /** Resolves when a request of this address may begin: at once while there are few. */
  wait(address: string): Promise<void>;
}

/** Each takes about a millisecond, and a click should not wait for more than a few. */
const perTurn = 8;

interface Asker {
  readonly address: string;
  begin(): void;
}

/** Starts with nobody in line. */
export function createRequestTurns(): RequestTurns {
  const askers = inTurns<Asker>({
    perTurn,
    // Its work is quick: to wait for a timer would take as long as four requests.
    afterInput,
    owner: ({ address }) => address,
    take: ({ begin }) => begin(),
  });
  return { wait: (address) => new Promise((begin) => askers.push({ address, begin })) };
}
