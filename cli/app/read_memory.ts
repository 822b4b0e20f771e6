/**
 * Remembers what was read of files and folders. What the file system says of a path tells whether it is still what it
 * was, in a third of the time of reading it; `app_files.ts` looks at thousands of paths after each change.
 *
 * @module
 */

/** Reads paths again and again. */
export interface ReadMemory<T> {
  /** What stands at the path: what was read of it before, unless it may have changed since. */
  read(path: string): T;
  /** Forgets every path that was not read since the last call. */
  forgetUnread(): void;
}

/** How a {@linkcode ReadMemory} works. */
export interface ReadMemoryOptions {
  /**
   * The time of the clock in milliseconds.
   * @default {Date.now}
   */
  now?: () => number;
}

/**
 * Makes a memory.
 *
 * @param readPath Reads a path, given what was read of it the last time.
 */
export function createReadMemory<T>(
  readPath: (path: string, before: T | undefined) => T,
  { now = Date.now }: ReadMemoryOptions = {},
): ReadMemory<T> {
  let known = new Map<string, Known<T>>();
  let recent = new Map<string, Known<T>>();
  return {
    read(path) {
      const before = recent.get(path) ?? known.get(path);
      // In this order: what changes meanwhile has another state the next time.
      const at = now();
      const state = stateOf(path);
      const isKnown = before?.settled && isSame(before.state, state);
      const entry = isKnown ? before : { state, settled: isSettled(state, at), value: readPath(path, before?.value) };
      recent.set(path, entry);
      return entry.value;
    },
    forgetUnread() {
      known = recent;
      recent = new Map();
    },
  };
}

interface Known<T> {
  readonly state: State;
  /** Whether a change would show in the state. */
  readonly settled: boolean;
  readonly value: T;
}

/**
 * What the file system says of a path. A tool may give a file an old `mtime`, but no tool sets `ctime`; a file that was
 * renamed to this path has another `ino`.
 */
interface State {
  readonly mtime: number;
  readonly ctime: number;
  readonly size: number;
  readonly ino: number | null;
}

function stateOf(path: string): State {
  const { mtime, ctime, size, ino } = Deno.statSync(path);
  // Where no time is known, every path has just changed.
  return { mtime: mtime?.getTime() ?? Infinity, ctime: ctime?.getTime() ?? 0, size, ino };
}

function isSame(left: State, right: State): boolean {
  return left.mtime === right.mtime && left.ctime === right.ctime && left.size === right.size && left.ino === right.ino;
}

/**
 * Two changes within one step of a clock have one time. Deno gives `ctime` in whole seconds, and the coarsest file
 * systems count in steps of so many milliseconds.
 */
const coarsestStep = 2000;

function isSettled({ mtime, ctime }: State, at: number): boolean {
  return at - Math.max(mtime, ctime) > coarsestStep;
}
