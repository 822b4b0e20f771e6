import { deepStrictEqual, match, rejects, strictEqual } from "node:assert";
import { readdirSync, utimesSync } from "node:fs";
import { openConnection } from "./connection.ts";
import { DatabaseBusy } from "./errors.ts";
import { migrate } from "./migrate.ts";
import { BACKUPS_KEPT, migrateWithBackup } from "./migrate_with_backup.ts";
import { withFolder } from "./test_support.ts";
import type { Connection } from "./types.ts";

const teams = { name: "001_teams.sql", text: "CREATE TABLE teams (name TEXT); INSERT INTO teams VALUES ('Toronto');" };
const games = { name: "002_games.sql", text: "CREATE TABLE games (home TEXT); DELETE FROM teams;" };
const bad = { name: "003_bad.sql", text: "CREATE TABLE more (n); SELEC;" };

Deno.test("migrateWithBackup copies the database as it was before the first file, and only when there is one", () =>
  withApp(async (connection, path, backups) => {
    strictEqual((await migrateWithBackup(connection, [teams], { path })).backup, undefined);
    strictEqual((await migrateWithBackup(connection, [teams], { path })).backup, undefined);
    connection.exec("INSERT INTO teams VALUES ('Boston')");
    const report = await migrateWithBackup(connection, [teams, games], { path });
    deepStrictEqual(report, {
      applied: ["002_games.sql"],
      known: 1,
      version: 2,
      backup: `${backups}/app_before_002_games.db`,
    });
    deepStrictEqual(connection.prepare("SELECT count(*) FROM teams").get([]), [0]);
    const copy = openConnection(String(report.backup));
    deepStrictEqual(copy.prepare("SELECT name FROM teams").all([]), [["Toronto"], ["Boston"]]);
    copy.close();
  }));

Deno.test("migrateWithBackup makes no second copy when a failed file is tried again, and keeps the newest five", () =>
  withApp(async (connection, path, backups) => {
    migrate(connection, [teams]);
    for (let round = 0; round < 3; round++) {
      await rejects(migrateWithBackup(connection, [teams, games, bad], { path }), /003_bad\.sql:1:24: /);
    }
    deepStrictEqual(readdirSync(backups), ["app_before_002_games.db", "app_before_003_bad.db"]);
    const files = [teams, games];
    for (let number = 3; number < 10; number++) {
      files.push({ name: `00${number}_t.sql`, text: `CREATE TABLE t${number} (n);` });
      await migrateWithBackup(connection, files, { path });
      utimesSync(`${backups}/app_before_00${number}_t.db`, number, number);
    }
    Deno.writeTextFileSync(`${backups}/mine.db`, "of somebody else");
    await migrateWithBackup(connection, [...files, { name: "010_t.sql", text: "CREATE TABLE t10 (n);" }], { path });
    const kept = readdirSync(backups).filter((name) => name !== "mine.db");
    strictEqual(kept.length, BACKUPS_KEPT);
    strictEqual(kept.includes("app_before_010_t.db"), true);
  }));

Deno.test("migrateWithBackup applies nothing when the copy fails", () =>
  withApp(async (connection, path, backups) => {
    migrate(connection, [teams]);
    Deno.writeTextFileSync(backups, "a file where the folder should be");
    await rejects(migrateWithBackup(connection, [teams, games], { path }));
    deepStrictEqual(connection.prepare("SELECT name FROM teams").all([]), [["Toronto"]]);
    strictEqual(connection.inTransaction, false);
    deepStrictEqual(connection.prepare("PRAGMA foreign_keys").get([]), [1]);
  }));

Deno.test("nobody writes between the copy and the migration, and a second deployer waits and is told", () =>
  withApp(async (connection, path) => {
    migrate(connection, [teams]);
    const other = openConnection(path);
    const first = migrateWithBackup(connection, [teams, games], { path });
    let told = 0;
    const impatient = { path, lockTimeout: 1, onWait: () => void told++ };
    await rejects(migrateWithBackup(other, [teams, games], impatient), (error) => {
      return error instanceof DatabaseBusy && /another process keeps the database locked\nhint: /.test(error.message);
    });
    strictEqual(told, 1);
    match(String((await first).backup), /app_before_002_games\.db$/);
    deepStrictEqual((await migrateWithBackup(other, [teams, games], { path })).applied, []);
    other.close();
  }));

function withApp(work: (connection: Connection, path: string, backups: string) => Promise<void>): Promise<void> {
  return withFolder(async (folder) => {
    const connection = openConnection(`${folder}/app.db`);
    try {
      await work(connection, `${folder}/app.db`, `${folder}/backups`);
    } finally {
      connection.close();
    }
  });
}
