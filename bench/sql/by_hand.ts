/**
 * Prepared statements of `node:sqlite` by a careful hand, with what callers of the generated functions can rely on: they
 * are asynchronous, an integer is bound as one, text that SQLite would cut or change is refused, a row has the type that
 * it says, reads see one snapshot, a commit is durable.
 */
import { join } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { type Contestant, type Game, type NewGame, statements } from "./game.ts";

/** Opens the database in the folder. */
export function byHand(folder: string, schema: string): Contestant {
  const database = open(join(folder, "by_hand.db"), schema);
  const [begin, beginImmediate, commit] = ["BEGIN", "BEGIN IMMEDIATE", "COMMIT"].map((sql) => database.prepare(sql));
  const byId = arrays(database.prepare(statements.byId));
  const first = arrays(database.prepare(statements.first));
  const add = database.prepare(statements.add);

  // deno-lint-ignore require-await -- asynchronous, so that it may move to another thread or database
  async function gameById(id: number): Promise<Game | undefined> {
    const row = byId.get(integer(id));
    return row && gameOf(row as unknown as unknown[]);
  }

  function addGame(game: NewGame): { changes: number; lastInsertRowid: number } {
    const { home, away, homeScore, awayScore, note, live } = game;
    const { changes, lastInsertRowid } = add.run(
      text(home),
      text(away),
      integer(homeScore),
      integer(awayScore),
      note === null ? null : text(note),
      flag(live),
    );
    if (!Number.isSafeInteger(lastInsertRowid)) throw new TypeError(`A rowid is no safe integer: ${lastInsertRowid}`);
    return { changes: Number(changes), lastInsertRowid: Number(lastInsertRowid) };
  }

  async function transaction<T>(start: StatementSync, work: () => Promise<T>): Promise<T> {
    start.run();
    try {
      const value = await work();
      commit.run();
      return value;
    } catch (error) {
      database.exec("ROLLBACK");
      throw error;
    }
  }

  return {
    name: "by hand",
    get: (ids) =>
      transaction(begin, async () => {
        let game;
        for (const id of ids) game = await gameById(id);
        return game;
      }),
    all: (last) =>
      // deno-lint-ignore require-await -- as above
      transaction(begin, async () => (first.all(integer(last)) as unknown as unknown[][]).map(gameOf)),
    // deno-lint-ignore require-await -- as above
    add: (game) => transaction(beginImmediate, async () => addGame(game)),
    addAll: (games) =>
      // deno-lint-ignore require-await -- as above
      transaction(beginImmediate, async () => {
        for (const game of games) addGame(game);
      }),
    close: () => database.close(),
  };
}

/** Opens a database as all contestants do. */
export function open(path: string, schema: string): DatabaseSync {
  const database = new DatabaseSync(path);
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
  database.exec(schema);
  return database;
}

function arrays(statement: StatementSync): StatementSync {
  // Deno has it; its types do not list it yet.
  (statement as StatementSync & { setReturnArrays(enabled: boolean): void }).setReturnArrays(true);
  return statement;
}

function gameOf([id, home, away, homeScore, awayScore, note, live]: unknown[]): Game {
  if (
    !Number.isSafeInteger(id) || typeof home !== "string" || typeof away !== "string" ||
    !Number.isSafeInteger(homeScore) || !Number.isSafeInteger(awayScore) ||
    (note !== null && typeof note !== "string") || (live !== 0 && live !== 1)
  ) {
    throw new TypeError(`A game of the database has a wrong type: ${id}`);
  }
  return {
    id: id as number,
    home,
    away,
    homeScore: homeScore as number,
    awayScore: awayScore as number,
    note,
    live: live === 1,
  };
}

function integer(value: number): bigint {
  if (!Number.isSafeInteger(value)) throw new TypeError(`Expected an integer: got ${value}`);
  return BigInt(value);
}

function text(value: string): string {
  if (typeof value !== "string" || value.includes("\0") || !value.isWellFormed()) {
    throw new TypeError(`Expected text without NUL and lone surrogates: got ${value}`);
  }
  return value;
}

function flag(value: boolean): bigint {
  if (typeof value !== "boolean") throw new TypeError(`Expected a boolean: got ${value}`);
  return value ? 1n : 0n;
}
