/**
 * The functions that `rally gen` writes for `queries.sql`, called as a handler and a `load` call them: through the
 * transactions of `openDatabase`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createSqlGenerator } from "../../codegen/sql/mod.ts";
import { openDatabase, type Reader, type Writer } from "../../db/mod.ts";
import type { Contestant, Game, NewGame } from "./game.ts";

interface Queries {
  gameById(db: Reader, params: { readonly id: number }): Promise<Game | undefined>;
  firstGames(db: Reader, params: { readonly last: number }): Promise<Game[]>;
  addGame(db: Writer, game: NewGame): Promise<unknown>;
  addGames(db: Writer, games: readonly NewGame[]): Promise<unknown>;
}

/** Opens the database in the folder. */
export async function generated(folder: string, schema: string): Promise<Contestant> {
  const { gameById, firstGames, addGame, addGames } = await generate(folder, schema);
  const database = openDatabase(join(folder, "generated.db"));
  database.writer.exec(schema);
  return {
    name: "generated",
    get: (ids) =>
      database.read(async (db) => {
        let game;
        for (const id of ids) game = await gameById(db, { id });
        return game;
      }),
    all: (last) => database.read((db) => firstGames(db, { last })),
    add: (game) => database.write((db) => addGame(db, game)),
    addAll: (games) => database.write((db) => addGames(db, games)),
    close: () => database.close(),
  };
}

async function generate(folder: string, schema: string): Promise<Queries> {
  const generator = createSqlGenerator();
  const { files, problems } = generator.generate({
    migrations: [{ path: "db/migrations/001_games.sql", text: schema }],
    queries: [{ path: "app/sql/queries.sql", text: readFileSync(new URL("queries.sql", import.meta.url), "utf8") }],
  });
  generator.close();
  if (files.length !== 1) throw new Error(`Cannot generate the queries of the bench: ${problems[0]?.message}`);
  // Outside of an app nothing says what these names are.
  const names = { "@rally/rally/db": import.meta.resolve("../../db/mod.ts"), zod: import.meta.resolve("zod") };
  const text = Object.entries(names).reduce(
    (code, [name, url]) => code.replaceAll(`"${name}"`, `"${url}"`),
    files[0].text,
  );
  const path = join(folder, "queries.ts");
  writeFileSync(path, text);
  return await import(pathToFileURL(path).href);
}
