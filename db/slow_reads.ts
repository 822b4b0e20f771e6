/**
 * Reads of queries that are declared `-- slow`: on threads of their own, so that everything else goes on meanwhile, and
 * no longer than they may take. Used by `reads.ts`.
 *
 * @module
 */
import { DatabaseBusy, mapSqliteError, ReadTimeout } from "./errors.ts";
import { Pool } from "./pool.ts";
import type { Query, ReadingThread, SqlValue } from "./types.ts";

/** How slow reads are bounded. */
export interface SlowReadLimits {
  /** The most threads: reads that run at once, those that were given up and have not ended included. @default 4 */
  readonly threads?: number;
  /**
   * How many reads wait for a thread; the next one is refused. A `load` that waits keeps its own reader, so stay well
   * below the number of readers.
   * @default 4
   */
  readonly waiting?: number;
  /** How long one may run, and how long one waits for a thread, in milliseconds. @default 5000 */
  readonly timeout?: number;
}

/** The threads. */
export class SlowReads {
  readonly #pool: Pool<ReadingThread>;
  readonly #limits: Required<SlowReadLimits>;
  #asked = 0;
  #givenUp = 0;

  /** @param open Starts a thread; threads are started when they are needed. */
  constructor(open: () => ReadingThread, limits: Required<SlowReadLimits>) {
    this.#limits = limits;
    this.#pool = new Pool({
      create: open,
      dispose: (thread) => thread.close(),
      limit: limits.threads,
      patience: { milliseconds: limits.timeout, error: () => this.#refusal("A slow read") },
    });
  }

  /**
   * All rows, from a snapshot of their own.
   *
   * @throws {ReadTimeout} At its time limit.
   * @throws {DatabaseBusy} When no thread is free in time, or too many wait already.
   */
  async all<Row>(query: Query<Row>, values: readonly SqlValue[]): Promise<Row[]> {
    const { threads, waiting } = this.#limits;
    if (this.#givenUp >= threads || this.#asked >= threads - this.#givenUp + waiting) {
      throw this.#refusal(`Query "${query.name}"`);
    }
    this.#asked += 1;
    try {
      return await this.#read(await this.#take(), query, values);
    } finally {
      this.#asked -= 1;
    }
  }

  close(): void {
    this.#pool.close();
  }

  /** A thread that has ended while nobody used it is replaced. */
  async #take(): Promise<ReadingThread> {
    for (;;) {
      const thread = await this.#pool.take();
      if (!thread.isGone) return thread;
      this.#pool.drop(thread);
    }
  }

  #read<Row>(thread: ReadingThread, query: Query<Row>, values: readonly SqlValue[]): Promise<Row[]> {
    const { timeout } = this.#limits;
    return new Promise((resolve, reject) => {
      const rows: Row[] = [];
      let isGivenUp = false;
      const timer = setTimeout(() => {
        isGivenUp = true;
        this.#givenUp += 1;
        reject(
          new ReadTimeout(
            `Query "${query.name}" is given up: it ran for more than ${timeout} ms\n` +
              "hint: look at its plan, an index may be missing; or give slow reads more time",
          ),
        );
      }, timeout);
      const part = (found: SqlValue[][]): void => {
        if (isGivenUp) return;
        try {
          for (const row of found) rows.push(query.row(row));
        } catch (error) {
          reject(error);
        }
      };
      thread.read(query.sql, values, part)
        .then(() => resolve(rows), (error) => reject(mapSqliteError(error, `Query "${query.name}"`)))
        .finally(() => {
          clearTimeout(timer);
          if (isGivenUp) this.#givenUp -= 1;
          if (thread.isGone) this.#pool.drop(thread);
          else this.#pool.give(thread);
        });
    });
  }

  #refusal(what: string): DatabaseBusy {
    const { threads, waiting } = this.#limits;
    return new DatabaseBusy(
      `${what} failed: all ${threads} threads for slow reads are in use, ${this.#givenUp} of them by reads that were ` +
        `given up at their time limit, and at most ${waiting} reads wait\n` +
        "hint: what was given up runs on to its end: look at the plans of slow queries, an index may be missing",
    );
  }
}
