import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert";
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { backUp } from "./backup.ts";
import { openConnection } from "./connection.ts";
import { DatabaseCorrupt } from "./errors.ts";
import { migrate } from "./migrate.ts";
import { restore, RestoreRefused } from "./restore.ts";
import { damage, withFolder } from "./test_support.ts";

const teams = { name: "001_teams.sql", text: "CREATE TABLE teams (name TEXT);" };
const games = { name: "002_games.sql", text: "CREATE TABLE games (home TEXT);" };
const migrations = [teams, games];

Deno.test("restore puts a copy in place, keeps what was there, and names what is pending", () =>
  withFolder(async (folder) => {
    const path = `${folder}/app.db`;
    makeDatabase(path, "Toronto", [teams]);
    await backUp(path, `${folder}/copy.db`);
    fill(path, "Boston");
    const { aside, pending } = await restore(path, `${folder}/copy.db`, { migrations });
    deepStrictEqual(pending, ["002_games.sql"]);
    deepStrictEqual(namesIn(path), ["Toronto"]);
    ok(aside !== undefined);
    match(aside, /backups\/app_replaced_\d{4}-[\dTZ-]+\.db$/);
    deepStrictEqual(namesIn(aside), ["Toronto", "Boston"]);
  }));

Deno.test("restore makes a database where there is none, and replaces a damaged one", () =>
  withFolder(async (folder) => {
    makeDatabase(`${folder}/copy.db`, "Toronto", migrations);
    const made = await restore(`${folder}/data/app.db`, `${folder}/copy.db`, { migrations });
    deepStrictEqual([made, namesIn(`${folder}/data/app.db`)], [{ pending: [] }, ["Toronto"]]);
    const broken = "no database at all ".repeat(500);
    for (const suffix of ["", "-wal", "-journal"]) writeFileSync(`${folder}/data/app.db${suffix}`, broken);
    const { aside } = await restore(`${folder}/data/app.db`, `${folder}/copy.db`, { migrations });
    deepStrictEqual(namesIn(`${folder}/data/app.db`), ["Toronto"]);
    strictEqual(readFileSync(String(aside), "utf8"), broken);
  }));

Deno.test("restore refuses a file that is missing, damaged, no database or of another app, and changes nothing", () =>
  withFolder(async (folder) => {
    const path = `${folder}/app.db`;
    makeDatabase(path, "Toronto", migrations);
    const file = `${folder}/copy.db`;
    const refused = (why: RegExp) =>
      rejects(restore(path, file, { migrations }), (error: Error) => {
        match(error.message, why);
        match(error.message, /\nhint: /);
        return true;
      });
    await refused(/there is no such file/);
    writeFileSync(file, "a text that is long enough to be read as a header ".repeat(100));
    await refused(/the file is damaged, or no database\nhint: take another/);
    Deno.removeSync(file);
    damage(file);
    await rejects(restore(path, file, { migrations }), DatabaseCorrupt);
    Deno.removeSync(file);
    openConnection(file).close();
    await refused(/no database of this version of the app: it has no migrations/);
    Deno.removeSync(file);
    makeDatabase(file, "Toronto", [teams, { ...games, text: "CREATE TABLE other (a);" }]);
    await refused(/no database of this version of the app: 002_games\.sql: the file was changed after/);
    deepStrictEqual(readdirSync(folder).sort(), ["app.db", "copy.db"]);
    deepStrictEqual(namesIn(path), ["Toronto"]);
  }));

Deno.test("restore refuses while a process has the database open", () =>
  withFolder(async (folder) => {
    const path = `${folder}/app.db`;
    makeDatabase(path, "Toronto", migrations);
    copyFileSync(path, `${folder}/copy.db`);
    const open = openConnection(path);
    // A connection that has not read yet holds nothing that could be seen.
    open.prepare("SELECT * FROM teams").all([]);
    await rejects(restore(path, `${folder}/copy.db`, { migrations }), (error) => {
      ok(error instanceof RestoreRefused && error.reason === "in_use", String(error));
      return true;
    });
    open.close();
    await restore(path, `${folder}/copy.db`, { migrations });
  }));

function makeDatabase(path: string, name: string, files: typeof migrations): void {
  const connection = openConnection(path);
  migrate(connection, files);
  connection.close();
  fill(path, name);
}

function fill(path: string, name: string): void {
  const connection = openConnection(path);
  connection.prepare("INSERT INTO teams VALUES (?)").run([name]);
  connection.close();
}

function namesIn(path: string): unknown[] {
  const connection = openConnection(path);
  try {
    return connection.prepare("SELECT name FROM teams ORDER BY rowid").all([]).map(([name]) => name);
  } finally {
    connection.close();
  }
}
