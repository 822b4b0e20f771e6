import { deepStrictEqual, strictEqual } from "node:assert";
import { openDatabase } from "./open.ts";
import { prepareDatabase } from "./prepare_database.ts";
import { query, withFolder } from "./test_support.ts";

Deno.test("prepareDatabase migrates, seeds an empty database, and does nothing the second time", () =>
  withFolder(async (folder) => {
    const files = {
      migrations: [{ name: "001_teams.sql", text: "CREATE TABLE teams (name TEXT)" }],
      seeds: [{ name: "001_teams.sql", text: "INSERT INTO teams VALUES ('Toronto')" }],
    };
    const database = openDatabase(`${folder}/app.db`);
    const { migrated, seeded } = prepareDatabase(database, files);
    deepStrictEqual([migrated.applied, seeded], [["001_teams.sql"], true]);
    deepStrictEqual(prepareDatabase(database, files).migrated.applied, []);
    strictEqual(
      await database.read((db) => db.first(query("names", "SELECT group_concat(name) FROM teams"), [])),
      "Toronto",
    );
    database.close();
  }));
