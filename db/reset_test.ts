import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { openConnection } from "./connection.ts";
import { isProduction, reset } from "./reset.ts";
import { withFolder } from "./test_support.ts";

const options = {
  migrations: [{ name: "001_teams.sql", text: "CREATE TABLE teams (name TEXT)" }],
  seeds: [{ name: "001_teams.sql", text: "INSERT INTO teams VALUES ('Toronto')" }],
  environment: undefined,
};

Deno.test("reset deletes the database with its journals, migrates and seeds", () =>
  withFolder((folder) => {
    const path = `${folder}/data/app.db`;
    reset(path, options);
    const connection = openConnection(path);
    connection.exec("INSERT INTO teams VALUES ('Boston')");
    connection.close();
    for (const suffix of ["-wal", "-journal"]) Deno.writeTextFileSync(path + suffix, "left over");
    reset(path, options);
    const fresh = openConnection(path);
    deepStrictEqual(fresh.prepare("SELECT name FROM teams").all([]), [["Toronto"]]);
    fresh.close();
    return Promise.resolve();
  }));

Deno.test("reset replaces a damaged file", () =>
  withFolder((folder) => {
    Deno.writeTextFileSync(`${folder}/app.db`, "a text that is long enough to be read as a header ".repeat(100));
    reset(`${folder}/app.db`, options);
    return Promise.resolve();
  }));

Deno.test("reset is refused in production and while the database is open", () =>
  withFolder((folder) => {
    const path = `${folder}/app.db`;
    reset(path, options);
    for (const environment of ["prod", "production"]) {
      throws(() => reset(path, { ...options, environment }), { name: "ResetRefused", reason: "production" });
    }
    const connection = openConnection(path);
    connection.exec("INSERT INTO teams VALUES ('Boston')");
    throws(() => reset(path, options), { name: "ResetRefused", reason: "in_use", message: /stop the server/ });
    strictEqual(connection.prepare("SELECT count(*) FROM teams").get([])?.[0], 2);
    connection.close();
    reset(path, { ...options, environment: "test" });
    return Promise.resolve();
  }));

Deno.test("isProduction knows both spellings", () => {
  deepStrictEqual(["prod", "production", "dev", "", undefined].map(isProduction), [true, true, false, false, false]);
});
