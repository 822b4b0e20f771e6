/**
 * Begins a write transaction while other processes may write too. Used by `group.ts`.
 *
 * @module
 */
import { DatabaseBusy, isBusy } from "./errors.ts";
import { NO_VALUES, type PreparedConnection } from "./prepared_connection.ts";

// In milliseconds. Another process's write is usually over in one; a migration may take seconds.
const RETRY_DELAYS = [1, 2, 5, 10, 20, 50];

/**
 * Begins, and tries again while another process has the lock, for `patience` milliseconds. SQLite's own wait
 * (busy_timeout) would stop the whole process, timers included.
 */
export async function beginImmediate(writer: PreparedConnection, patience: number, name: string): Promise<void> {
  const until = performance.now() + patience;
  for (let attempt = 0;; attempt++) {
    try {
      writer.begin.run(NO_VALUES);
      return;
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (performance.now() >= until) {
        throw new DatabaseBusy(
          `${name} failed: another process kept the database locked for ${patience} ms\n` +
            "hint: look for a tool with an open write transaction",
          { cause: error },
        );
      }
    }
    await delay(RETRY_DELAYS[Math.min(attempt, RETRY_DELAYS.length - 1)]);
  }
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
