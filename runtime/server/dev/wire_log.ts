/**
 * The frames that a server in development remembers: the latest ones of all tabs and programs, told to those who watch.
 *
 * @module
 */
import type { FrameNews, WireEntry } from "../../wire/dev/wire_entry.ts";

/** What is measured later, and what the browser tells. */
export type LaterFacts = Partial<Pick<WireEntry, "serverMs" | "browserMs" | "messages">>;

/** The log. */
export interface WireLog {
  readonly entries: readonly WireEntry[];
  /** Gives the entry's number. */
  add(entry: Omit<WireEntry, "number">): number;
  /** Adds to an entry; one that is forgotten stays so. Messages come after those that are known. */
  note(number: number, facts: LaterFacts): void;
  /** What a browser tells of a frame that the server has sent. */
  hear(news: FrameNews): void;
  /** Is told of every entry that is new or has changed; gives the function that ends it. */
  watch(changed: (entry: WireEntry) => void): () => void;
}

/** More tell nobody anything. */
export const maxEntries = 500;
/** A longer text is cut, so that the log stays small. */
const maxRaw = 32 * 1024;
/** The value of a frame with more bytes is not kept, for the same reason. */
const maxValue = 256 * 1024;

/** Makes an empty log. */
export function createWireLog(): WireLog {
  const entries: WireEntry[] = [];
  const watchers = new Set<(entry: WireEntry) => void>();
  let last = 0;

  function add(facts: Omit<WireEntry, "number">): number {
    const { raw, value, bytes } = facts;
    const entry = {
      ...facts,
      number: ++last,
      raw: raw.length > maxRaw ? `${raw.slice(0, maxRaw)}…` : raw,
      value: bytes > maxValue ? "too long to be kept" : value,
    };
    entries.push(entry);
    if (entries.length > maxEntries) entries.shift();
    watchers.forEach((changed) => changed(entry));
    return last;
  }

  function note(number: number, facts: LaterFacts): void {
    const at = entries.findIndex((entry) => entry.number === number);
    if (at < 0) return;
    const { messages } = entries[at];
    const entry = { ...entries[at], ...facts, messages: [...messages, ...facts.messages ?? []] };
    entries[at] = entry;
    watchers.forEach((changed) => changed(entry));
  }

  return {
    entries,
    add,
    note,
    hear({ line, index, ms, messages }) {
      const entry = entries.findLast((each) => each.line === line && each.from === "server" && each.index === index);
      if (!entry) return;
      const measured = ms === undefined ? {} : { browserMs: ms };
      note(entry.number, { messages, ...measured });
      if (entry.answers !== undefined) note(entry.answers, measured);
    },
    watch(changed) {
      watchers.add(changed);
      return () => void watchers.delete(changed);
    },
  };
}
