import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert";
import { existsSync, readdirSync } from "node:fs";
import { backUp } from "./backup.ts";
import { openConnection } from "./connection.ts";
import { DatabaseCorrupt } from "./errors.ts";
import { damage, withFolder } from "./test_support.ts";

Deno.test("backUp copies what is committed while others write, into one file without a journal", () =>
  withFolder(async (folder) => {
    const connection = openConnection(`${folder}/app.db`);
    connection.exec("CREATE TABLE teams (name TEXT); INSERT INTO teams VALUES ('Toronto'), ('Boston')");
    // The rowid of a table without a key of its own is kept too.
    connection.exec("DELETE FROM teams WHERE name = 'Toronto'");
    connection.exec("BEGIN IMMEDIATE; INSERT INTO teams VALUES ('Ottawa')");
    await backUp(`${folder}/app.db`, `${folder}/copies/monday.db`);
    connection.exec("COMMIT");
    deepStrictEqual(readdirSync(`${folder}/copies`), ["monday.db"]);
    const copy = openConnection(`${folder}/copies/monday.db`);
    deepStrictEqual(copy.prepare("SELECT rowid, name FROM teams").all([]), [[2, "Boston"]]);
    copy.close();
    connection.close();
  }));

Deno.test("backUp of a damaged database writes no file, and says so", () =>
  withFolder(async (folder) => {
    damage(`${folder}/app.db`);
    await rejects(backUp(`${folder}/app.db`, `${folder}/copy.db`), (error) => {
      ok(error instanceof DatabaseCorrupt && /hint: restore/.test(error.message), String(error));
      return true;
    });
    strictEqual(existsSync(`${folder}/copy.db`), false);
    deepStrictEqual(readdirSync(folder).filter((name) => name.includes(".part")), []);
    await rejects(backUp(`${folder}/none.db`, `${folder}/copy.db`), /there is no such file/);
  }));
