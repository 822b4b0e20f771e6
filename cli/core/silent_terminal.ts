/**
 * A terminal that only remembers: for tests of commands.
 *
 * @module
 */
import type { Terminal } from "./terminal.ts";

/** What was written, without styles. */
export interface SilentTerminal extends Terminal {
  readonly output: readonly string[];
  readonly errors: readonly string[];
}

/** Makes one; nobody sits in front of it. */
export function silentTerminal(): SilentTerminal {
  const output: string[] = [];
  const errors: string[] = [];
  return {
    interactive: false,
    output,
    errors,
    write: (text) => void output.push(text),
    writeError: (text) => void errors.push(text),
    paint: (_, text) => text,
  };
}
