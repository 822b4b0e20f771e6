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
 * Begins at once, or tries again while another process has the lock, for `patience` milliseconds: then with a promise.
 * SQLite's own wait (busy_timeout) would stop the whole process, timers included.
 */
export function beginImmediate(writer: PreparedConnection, patience: number, name: string): Promise<void> | undefined {
  const busy = tryToBegin(writer);
  return busy === undefined ? undefined : beginLater({ writer, patience, name }, busy);
}

async function beginLater({ writer, patience, name }: Waiting, cause: unknown): Promise<void> {
  const until = performance.now() + patience;
  let busy: unknown = cause;
  for (let attempt = 0; busy !== undefined; attempt++) {
    if (performance.now() >= until) {
      throw new DatabaseBusy(
        `${name} failed: another process kept the database locked for ${patience} ms\n` +
          "hint: look for a tool with an open write transaction",
        { cause: busy },
      );
    }
    await delay(RETRY_DELAYS[Math.min(attempt, RETRY_DELAYS.length - 1)]);
    busy = tryToBegin(writer);
  }
}

interface Waiting {
  readonly writer: PreparedConnection;
  readonly patience: number;
  readonly name: string;
}

/** The error that says that another process has the lock, or nothing when it has begun. */
function tryToBegin(writer: PreparedConnection): unknown {
  try {
    writer.begin.run(NO_VALUES);
  } catch (error) {
    if (isBusy(error)) return error;
    throw error;
  }
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
