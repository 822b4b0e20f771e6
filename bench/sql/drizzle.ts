/**
 * Drizzle over `node:sqlite` by its proxy driver, which hands over the SQL and takes arrays: as its documentation writes
 * queries, and prepared. Statements of SQLite are kept by their text in both.
 */
import { eq, lte, sql } from "drizzle-orm";
import { drizzle as connect } from "drizzle-orm/sqlite-proxy";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { join } from "node:path";
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { open } from "./by_hand.ts";
import type { Contestant } from "./game.ts";

const games = sqliteTable("games", {
  id: integer("id").primaryKey(),
  home: text("home").notNull(),
  away: text("away").notNull(),
  homeScore: integer("home_score").notNull(),
  awayScore: integer("away_score").notNull(),
  note: text("note"),
  live: integer("live", { mode: "boolean" }).notNull(),
});

/** Opens the database in the folder. */
export function drizzle(folder: string, schema: string): Contestant {
  const { db, database } = openDrizzle(join(folder, "drizzle.db"), schema);
  return {
    name: "drizzle",
    async get(ids) {
      database.exec("BEGIN");
      let game;
      for (const id of ids) [game] = await db.select().from(games).where(eq(games.id, id));
      database.exec("COMMIT");
      return game;
    },
    all: async (last) => await db.select().from(games).where(lte(games.id, last)),
    async add(row) {
      database.exec("BEGIN IMMEDIATE");
      await db.insert(games).values(row);
      database.exec("COMMIT");
    },
    async addAll(rows) {
      database.exec("BEGIN IMMEDIATE");
      await db.insert(games).values([...rows]);
      database.exec("COMMIT");
    },
    close: () => database.close(),
  };
}

/** Opens the database in the folder, with every query built once. */
export function drizzlePrepared(folder: string, schema: string): Contestant {
  const { db, database } = openDrizzle(join(folder, "drizzle_prepared.db"), schema);
  const byId = db.select().from(games).where(eq(games.id, sql.placeholder("id"))).prepare();
  const first = db.select().from(games).where(lte(games.id, sql.placeholder("last"))).prepare();
  const add = db.insert(games).values({
    home: sql.placeholder("home"),
    away: sql.placeholder("away"),
    homeScore: sql.placeholder("homeScore"),
    awayScore: sql.placeholder("awayScore"),
    note: sql.placeholder("note"),
    live: sql.placeholder("live"),
  }).prepare();
  return {
    name: "drizzle, prepared",
    async get(ids) {
      database.exec("BEGIN");
      let game;
      for (const id of ids) [game] = await byId.all({ id });
      database.exec("COMMIT");
      return game;
    },
    all: (last) => first.all({ last }),
    async add(row) {
      database.exec("BEGIN IMMEDIATE");
      await add.run({ ...row });
      database.exec("COMMIT");
    },
    async addAll(rows) {
      database.exec("BEGIN IMMEDIATE");
      for (const row of rows) await add.run({ ...row });
      database.exec("COMMIT");
    },
    close: () => database.close(),
  };
}

function openDrizzle(path: string, schema: string) {
  const database = open(path, schema);
  const kept = new Map<string, StatementSync>();
  const statement = (text: string) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const made = database.prepare(text) as StatementSync & { setReturnArrays(enabled: boolean): void };
    made.setReturnArrays(true);
    kept.set(text, made);
    return made;
  };
  // deno-lint-ignore require-await -- the proxy may be asynchronous, and so it must be
  const db = connect(async (text, values: SQLInputValue[], method) => {
    if (method === "run") statement(text).run(...values);
    return { rows: method === "run" ? [] : statement(text).all(...values) as unknown[] };
  });
  return { db, database: database as DatabaseSync };
}
