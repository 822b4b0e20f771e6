/**
 * The messages of one loop with the models that came out, for the panel: bounded, and with one model chosen to be shown.
 *
 * @module
 */

/** One message and what came of it. */
export interface HistoryEntry {
  readonly message: unknown;
  readonly model: unknown;
  /** The types of the effects that were asked for. */
  readonly effects: readonly string[];
}

/** A session as it is saved to a file. */
export interface Session {
  readonly part: string;
  readonly first: unknown;
  readonly messages: readonly unknown[];
}

/** The history of one loop. */
export interface History {
  /** The model of `init`, or of the oldest message that is still known. */
  readonly first: unknown;
  readonly entries: readonly HistoryEntry[];
  /** Which entry is shown; -1 is the first model, `undefined` the page as it is. */
  readonly chosen: number | undefined;
  begin(model: unknown): void;
  add(entry: HistoryEntry): void;
  choose(index: number | undefined): void;
  /** The model that was chosen, or `undefined`. */
  shown(): unknown;
}

/** Models share what did not change, so this many are little more than one. */
const maxEntries = 500;

/** An empty history. */
export function createHistory(): History {
  let first: unknown;
  let entries: HistoryEntry[] = [];
  let chosen: number | undefined;
  return {
    get first() {
      return first;
    },
    get entries() {
      return entries;
    },
    get chosen() {
      return chosen;
    },
    begin(model) {
      first = model;
      entries = [];
      chosen = undefined;
    },
    add(entry) {
      entries = [...entries, entry];
      if (entries.length <= maxEntries) return;
      first = entries[0].model;
      entries = entries.slice(1);
      if (chosen !== undefined && chosen >= 0) chosen -= 1;
    },
    choose(index) {
      chosen = index;
    },
    shown() {
      if (chosen === undefined) return undefined;
      return chosen < 0 ? first : entries[chosen]?.model;
    },
  };
}
