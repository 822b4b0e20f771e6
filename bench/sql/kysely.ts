/**
 * Kysely over `node:sqlite`, as its documentation writes queries. Its dialect asks for the interface of `better-sqlite3`;
 * statements are kept by their text, which spares it a compilation each time that `better-sqlite3` would not.
 */
import { Kysely, SqliteDialect } from "kysely";
import { join } from "node:path";
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { open } from "./by_hand.ts";
import type { Contestant, Game, NewGame } from "./game.ts";

interface Tables {
  games: {
    id: number;
    home: string;
    away: string;
    home_score: number;
    away_score: number;
    note: string | null;
    live: number;
  };
}

const columns = ["id", "home", "away", "home_score as homeScore", "away_score as awayScore", "note", "live"] as const;

/** Opens the database in the folder. */
export function kysely(folder: string, schema: string): Contestant {
  const database = open(join(folder, "kysely.db"), schema);
  // deno-lint-ignore no-explicit-any -- the interface of another library
  const dialect = new SqliteDialect({ database: adapted(database) as any });
  const db = new Kysely<Tables>({ dialect });
  const gameOf = (row: Omit<Game, "live"> & { readonly live: number }): Game => ({ ...row, live: row.live === 1 });
  return {
    name: "kysely",
    get: (ids) =>
      db.transaction().execute(async (transaction) => {
        let game;
        for (const id of ids) {
          game = await transaction.selectFrom("games").select(columns).where("id", "=", id).executeTakeFirst();
        }
        return game && gameOf(game);
      }),
    async all(last) {
      return (await db.selectFrom("games").select(columns).where("id", "<=", last).execute()).map(gameOf);
    },
    add: (game) =>
      db.transaction().execute((transaction) => transaction.insertInto("games").values(valuesOf(game)).execute()),
    addAll: (games) =>
      db.transaction().execute((transaction) => transaction.insertInto("games").values(games.map(valuesOf)).execute()),
    close: () => db.destroy(),
  };
}

function valuesOf({ home, away, homeScore, awayScore, note, live }: NewGame) {
  return { home, away, home_score: homeScore, away_score: awayScore, note, live: live ? 1 : 0 } as Tables["games"];
}

function adapted(database: DatabaseSync) {
  const kept = new Map<string, StatementSync>();
  return {
    close: () => database.close(),
    prepare(sql: string) {
      const statement = kept.get(sql) ?? database.prepare(sql);
      kept.set(sql, statement);
      return {
        reader: /^select/i.test(sql),
        all: (values: SQLInputValue[]) => statement.all(...values),
        run: (values: SQLInputValue[]) => statement.run(...values),
        iterate: (values: SQLInputValue[]) => statement.iterate(...values),
      };
    },
  };
}
