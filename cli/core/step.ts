/**
 * Progress of the steps that take long enough to wonder about. On a terminal the line "Bundling pages …" becomes the
 * line that says what was done; in a log both are kept, so that a step which hangs can be named.
 *
 * @module
 */
import type { Terminal } from "./terminal.ts";

/**
 * Runs one step.
 *
 * @param label What is going on, e.g. `Bundling the pages`.
 * @param work Gives the result, the words for it, and whether they tell of a failure.
 */
export async function step<T>(
  terminal: Terminal,
  label: string,
  work: () => Promise<{ readonly result: T; readonly done: string; readonly failed?: boolean }>,
): Promise<T> {
  const start = performance.now();
  terminal.write(terminal.interactive ? terminal.paint("dim", `${label} …`) : `${label} …\n`);
  try {
    const { result, done, failed = false } = await work();
    clearLine(terminal);
    terminal.write(
      `${failed ? terminal.paint("red", "✗") : terminal.paint("green", "✓")} ${done} ${
        terminal.paint("dim", elapsed(start))
      }\n`,
    );
    return result;
  } catch (error) {
    clearLine(terminal);
    throw error;
  }
}

function clearLine(terminal: Terminal): void {
  if (terminal.interactive) terminal.write("\r\x1b[2K");
}

function elapsed(start: number): string {
  const ms = performance.now() - start;
  return ms < 1000 ? `(${Math.round(ms)} ms)` : `(${(ms / 1000).toFixed(1)} s)`;
}
