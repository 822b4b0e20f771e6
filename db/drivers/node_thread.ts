/**
 * A thread that reads a database for slow queries, with `node:sqlite`. `docs/adr/0016-slow-reads-run-on-threads.md`
 * says why it is a thread and not a process.
 *
 * @module
 */
import type { DatabaseSync, DatabaseSyncOptions, StatementSync } from "node:sqlite";
import { type MessagePort, Worker } from "node:worker_threads";
import { scanSql } from "../sql_text.ts";
import type { ReadingThread, SqlValue } from "../types.ts";
import { checkIntegers, checkValues } from "./values.ts";

/** Starts a thread over a file. */
export function openNodeThread(path: string): ReadingThread {
  // A text rather than a file: a server that is bundled or compiled is one file, and a package may come from a URL.
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(SOURCE)}`), { workerData: path });
  // A statement that is given up must not keep the process from ending. Whoever waits for one has a timer.
  worker.unref();
  let gone: Error | undefined;
  let asked: Asked | undefined;

  function end(error: Error): void {
    gone = error;
    asked?.reject(error);
  }

  worker.on("error", (error) => end(error instanceof Error ? error : new Error(String(error))));
  worker.on("exit", () => end(new Error("Cannot read: the thread has ended")));
  worker.on("message", (answer: Answer) => {
    switch (answer.type) {
      case "part":
        return asked?.part(answer.rows);
      case "done":
        return asked?.resolve();
      case "failed":
        // As node:sqlite throws it: an error that crosses threads keeps its message alone.
        return asked?.reject(Object.assign(new Error(answer.message), answer.told));
      default:
        return answer satisfies never;
    }
  });

  return {
    get isGone() {
      return gone !== undefined;
    },
    async read(sql, values, part) {
      checkValues(values, scanSql(sql).parameters);
      checkIntegers(values);
      if (gone !== undefined) throw gone;
      await new Promise<void>((resolve, reject) => {
        asked = { part, resolve, reject };
        worker.postMessage([sql, values.map(withoutRest)]);
      });
    },
    close: () => void worker.terminate(),
  };
}

/** The bytes of a view alone: whatever else is in its buffer would be copied with them. */
function withoutRest(value: SqlValue): SqlValue {
  return value instanceof Uint8Array && value.byteLength < value.buffer.byteLength ? value.slice() : value;
}

interface Asked {
  readonly part: (rows: SqlValue[][]) => void;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

type Answer =
  | { readonly type: "part"; readonly rows: SqlValue[][] }
  | { readonly type: "done" }
  | { readonly type: "failed"; readonly message: string; readonly told: { code?: string; errcode?: number } };

/** Answers on the thread. Its text is sent there, so it uses nothing but its arguments. */
function answerReads(Database: typeof DatabaseSync, port: MessagePort, path: string): void {
  // Rows in one message are copied in one step, while nothing else runs on the main thread: 1,000 take about 1 ms.
  const partSize = 1_000;
  const options = { defensive: true, timeout: 1_000 } as DatabaseSyncOptions;
  const statements = new Map<string, StatementSync>();
  // Opened by the first read, which answers what is wrong with the file as of any other error.
  let database: DatabaseSync | undefined;

  function open(): DatabaseSync {
    const opened = new Database(path, options);
    opened.exec("PRAGMA query_only = ON; PRAGMA trusted_schema = OFF");
    return opened;
  }

  function prepare(sql: string): StatementSync {
    database ??= open();
    const statement = database.prepare(sql) as StatementSync & { setReturnArrays(enabled: boolean): void };
    statement.setReturnArrays(true);
    statement.setReadBigInts(true);
    statements.set(sql, statement);
    return statement;
  }

  function narrow(value: SqlValue): SqlValue {
    if (typeof value !== "bigint") return value;
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value;
  }

  port.on("message", ([sql, values]: [string, SqlValue[]]) => {
    try {
      const found = (statements.get(sql) ?? prepare(sql)).all(...values) as unknown as SqlValue[][];
      for (let at = 0; at < found.length; at += partSize) {
        port.postMessage({ type: "part", rows: found.slice(at, at + partSize).map((row) => row.map(narrow)) });
      }
      port.postMessage({ type: "done" });
    } catch (error) {
      const { message, code, errcode } = error as Error & { code?: string; errcode?: number };
      port.postMessage({ type: "failed", message, told: { code, errcode } });
    }
  });
}

const SOURCE = `import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
(${answerReads})(DatabaseSync, parentPort, workerData);
`;
