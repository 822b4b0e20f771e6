/** `@db/sqlite` by hand, as its documentation writes it, where this machine can get it. */
import { join } from "node:path";
import { type Contestant, type Game, type NewGame, statements } from "./game.ts";

interface Statement {
  value(...values: unknown[]): unknown[] | undefined;
  values(...values: unknown[]): unknown[][];
  run(...values: unknown[]): number;
}

interface Database {
  exec(sql: string): unknown;
  prepare(sql: string): Statement;
  close(): void;
}

/** Opens the database in the folder, or says why there is none. */
export async function dbSqlite(folder: string, schema: string): Promise<Contestant | string> {
  // A specifier that the type checker does not see: it is no dependency of this project.
  const specifier = ["jsr:", "@db/sqlite@0.12"].join("");
  let module: { Database: new (path: string, options: { int64: boolean }) => Database };
  try {
    module = await import(specifier);
  } catch (error) {
    return `@db/sqlite is not measured: ${error instanceof Error ? error.message.split("\n")[0] : error}`;
  }
  const database = new module.Database(join(folder, "db_sqlite.db"), { int64: true });
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
  database.exec(schema);
  const [byId, first, add] = [statements.byId, statements.first, statements.add].map((sql) => database.prepare(sql));
  const insert = (games: readonly NewGame[]) => {
    database.exec("BEGIN IMMEDIATE");
    for (const { home, away, homeScore, awayScore, note, live } of games) {
      add.run(home, away, homeScore, awayScore, note, live ? 1 : 0);
    }
    database.exec("COMMIT");
    return Promise.resolve();
  };
  return {
    name: "@db/sqlite",
    get(ids) {
      database.exec("BEGIN");
      let row;
      for (const id of ids) row = byId.value(id);
      database.exec("COMMIT");
      return Promise.resolve(row && gameOf(row));
    },
    all: (last) => Promise.resolve(first.values(last).map(gameOf)),
    add: (game) => insert([game]),
    addAll: insert,
    close: () => database.close(),
  };
}

function gameOf([id, home, away, homeScore, awayScore, note, live]: unknown[]): Game {
  return {
    id: Number(id),
    home: String(home),
    away: String(away),
    homeScore: Number(homeScore),
    awayScore: Number(awayScore),
    note: note === null ? null : String(note),
    live: Number(live) === 1,
  };
}
