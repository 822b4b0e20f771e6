import { deepStrictEqual, ok, strictEqual, throws } from "node:assert";
import { openConnection } from "./connection.ts";
import { DatabaseBusy } from "./errors.ts";
import { migrate } from "./migrate.ts";
import { MigrationError, type MigrationFile } from "./migration_files.ts";
import { readSqlFiles } from "./read_sql_files.ts";
import { withFolder } from "./test_support.ts";
import type { Connection } from "./types.ts";

const teams: MigrationFile = { name: "001_teams.sql", text: "CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT);" };
const games: MigrationFile = {
  name: "002_games.sql",
  text: "CREATE TABLE games (home INTEGER NOT NULL REFERENCES teams (id));\nCREATE INDEX by_home ON games (home);",
};

Deno.test("migrate applies what is new, in order of the numbers, and nothing twice", () => {
  withMemory((connection) => {
    const tenth = { name: "010_rows.sql", text: "INSERT INTO teams (name) VALUES ('Toronto')" };
    deepStrictEqual(migrate(connection, [teams]), { applied: ["001_teams.sql"], known: 0, version: 1 });
    const report = migrate(connection, [tenth, games, teams]);
    deepStrictEqual(report, { applied: ["002_games.sql", "010_rows.sql"], known: 1, version: 10 });
    deepStrictEqual(migrate(connection, [teams, games, tenth]), { applied: [], known: 3, version: 10 });
    deepStrictEqual(connection.prepare("SELECT name FROM teams").all([]), [["Toronto"]]);
  });
});

Deno.test("migrate leaves a file alone until a statement stands in it", () => {
  withMemory((connection) => {
    const empty = { name: "002_games.sql", text: "-- Soon.\n" };
    deepStrictEqual(migrate(connection, [teams, empty]).applied, ["001_teams.sql"]);
    deepStrictEqual(migrate(connection, [teams, games]).applied, ["002_games.sql"]);
  });
});

Deno.test("migrate creates Rally's own tables, and records each file with its checksum", () => {
  withMemory((connection) => {
    migrate(connection, [teams]);
    connection.prepare("INSERT INTO _rally_sessions VALUES (?1, ?2, ?3, ?4)").run(["hash", "1", 1n, 2n]);
    const [[version, name, checksum, appliedAt]] = connection.prepare("SELECT * FROM _rally_migrations").all([]);
    deepStrictEqual([version, name, String(checksum).length], [1, "001_teams.sql", 64]);
    ok(Math.abs(Number(appliedAt) - Date.now()) < 60_000);
  });
});

Deno.test("migrate undoes a migration that fails, keeps those before it, and says where it failed", () => {
  withMemory((connection) => {
    const bad = { name: "003_bad.sql", path: "db/migrations/003_bad.sql", text: "CREATE TABLE a (n);\n\n  SELEC é;" };
    const error = failure(() => migrate(connection, [teams, games, bad]));
    strictEqual(error.problem, "failed");
    strictEqual(error.file, "003_bad.sql");
    strictEqual(
      error.message,
      'db/migrations/003_bad.sql:3:3: Cannot run the statement: near "SELEC": syntax error\n' +
        "hint: nothing of this file was applied: correct the statement and run it again",
    );
    deepStrictEqual(tables(connection), ["games", "teams"]);
    const mended = { ...bad, text: "CREATE TABLE a (n);" };
    deepStrictEqual(migrate(connection, [teams, games, mended]).applied, ["003_bad.sql"]);
  });
});

Deno.test("migrate refuses files that do not fit what was applied", () => {
  withMemory((connection) => {
    migrate(connection, [teams, games]);
    const cases: [MigrationError["problem"], MigrationFile[], RegExp][] = [
      [
        "changed",
        [teams, { ...games, text: `${games.text} ` }],
        /^002_games\.sql: .*changed after it was applied\nhint/,
      ],
      [
        "changed",
        [teams, { ...games, name: "002_plays.sql" }],
        /got the name "002_plays.sql", expected "002_games.sql"/,
      ],
      ["missing", [teams], /^002_games\.sql: .*its file is missing\nhint/],
      ["duplicate", [teams, games, { ...games, name: "002_more.sql" }], /got number 2, which "002_games.sql" has/],
    ];
    for (const [problem, files, message] of cases) {
      const error = failure(() => migrate(connection, files));
      strictEqual(error.problem, problem);
      ok(message.test(error.message), error.message);
    }
    const fifth = { name: "005_more.sql", text: "CREATE TABLE more (n)" };
    migrate(connection, [teams, games, fifth]);
    const late = { name: "004_late.sql", text: "CREATE TABLE late (n)" };
    const error = failure(() => migrate(connection, [teams, games, late, fifth]));
    deepStrictEqual([error.problem, error.file], ["out_of_order", "004_late.sql"]);
    ok(!tables(connection).includes("late"));
  });
});

Deno.test("migrate refuses names that are not NNN_name.sql", () => {
  withMemory((connection) => {
    for (
      const name of ["1_a.sql", "001-a.sql", "001_A.sql", "001_.sql", "000_a.sql", "a.sql", "001_a.txt", "001_a b.sql"]
    ) {
      strictEqual(failure(() => migrate(connection, [{ name, text: "" }])).problem, "bad_name", name);
    }
    deepStrictEqual(tables(connection), []);
  });
});

Deno.test("migrate takes other line ends and a byte order mark for the same file", () => {
  withMemory((connection) => {
    migrate(connection, [teams, games]);
    const windows = { ...games, text: `\uFEFF${games.text.replaceAll("\n", "\r\n")}` };
    deepStrictEqual(migrate(connection, [teams, windows]).applied, []);
  });
});

Deno.test("migrate refuses transaction statements and parameters", () => {
  withMemory((connection) => {
    const sly = failure(() => migrate(connection, [{ name: "001_sly.sql", text: "CREATE TABLE a (n);\nCOMMIT;" }]));
    strictEqual(sly.problem, "transaction");
    ok(sly.message.startsWith("001_sly.sql:2:1: "), sly.message);
    const bound = failure(() => migrate(connection, [{ name: "001_bound.sql", text: "SELECT ?" }]));
    strictEqual(bound.problem, "failed");
    deepStrictEqual(tables(connection), []);
  });
});

Deno.test("migrate rebuilds a table that others refer to, and leaves foreign keys on", () => {
  withMemory((connection) => {
    connection.exec("PRAGMA busy_timeout = 123");
    migrate(connection, [teams, games]);
    connection.exec("INSERT INTO teams VALUES (1, 'Toronto'); INSERT INTO games VALUES (1)");
    const rebuild = `
      CREATE TABLE new_teams (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
      INSERT INTO new_teams SELECT * FROM teams;
      DROP TABLE teams;
      ALTER TABLE new_teams RENAME TO teams;
      CREATE TRIGGER keep BEFORE DELETE ON teams BEGIN SELECT RAISE(ABORT, 'no'); END;`;
    migrate(connection, [teams, games, { name: "003_rebuild.sql", text: rebuild }]);
    deepStrictEqual(connection.prepare("SELECT name FROM games JOIN teams ON home = id").all([]), [["Toronto"]]);
    throws(() => connection.exec("INSERT INTO games VALUES (9)"), /FOREIGN KEY/);
    deepStrictEqual(connection.prepare("PRAGMA busy_timeout").get([]), [123]);
  });
});

Deno.test("migrate keeps the children of a rebuilt table, whatever ON DELETE says", () => {
  withMemory((connection) => {
    migrate(connection, [teams]);
    for (const action of ["CASCADE", "SET NULL", "RESTRICT"]) {
      const table = `of_${action.replace(" ", "_")}`;
      connection.exec(`CREATE TABLE ${table} (team INTEGER REFERENCES teams (id) ON DELETE ${action})`);
    }
    connection.exec("INSERT INTO teams VALUES (1, 'Toronto'); INSERT INTO of_CASCADE VALUES (1)");
    connection.exec("INSERT INTO of_SET_NULL VALUES (1); INSERT INTO of_RESTRICT VALUES (1)");
    const rebuild = `
      PRAGMA foreign_keys = ON;
      CREATE TABLE new_teams (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
      INSERT INTO new_teams SELECT * FROM teams;
      DROP TABLE teams;
      ALTER TABLE new_teams RENAME TO teams;`;
    migrate(connection, [teams, { name: "002_rebuild.sql", text: rebuild }]);
    for (const table of ["of_CASCADE", "of_SET_NULL", "of_RESTRICT"]) {
      deepStrictEqual(connection.prepare(`SELECT team FROM ${table}`).all([]), [[1]], table);
    }
    connection.exec("DELETE FROM of_RESTRICT; DELETE FROM teams");
    deepStrictEqual(connection.prepare("SELECT count(*) FROM of_CASCADE").get([]), [0]);
  });
});

Deno.test("migrate says what to do about a view of a table that is rebuilt", () => {
  withMemory((connection) => {
    const rebuild = "CREATE TABLE n (id INTEGER PRIMARY KEY);\nDROP TABLE teams;\nALTER TABLE n RENAME TO teams;";
    const view = { name: "002_view.sql", text: "CREATE VIEW v AS SELECT id FROM teams;" };
    migrate(connection, [teams, view]);
    const { message } = failure(() => migrate(connection, [teams, view, { name: "003_x.sql", text: rebuild }]));
    ok(message.startsWith("003_x.sql:3:1: Cannot run the statement: error in view v: no such table"), message);
    ok(message.endsWith('drop the view "v" first, and create it again behind the last statement'), message);
    const whole = `DROP VIEW v; ${rebuild} ${view.text}`;
    deepStrictEqual(migrate(connection, [teams, view, { name: "003_x.sql", text: whole }]).applied, ["003_x.sql"]);
  });
});

Deno.test("migrate refuses a migration that leaves rows without their parents", () => {
  withMemory((connection) => {
    migrate(connection, [teams, games]);
    connection.exec("INSERT INTO teams VALUES (1, 'Toronto'); INSERT INTO games VALUES (1)");
    const error = failure(() => migrate(connection, [teams, games, { name: "003_x.sql", text: "DELETE FROM teams" }]));
    strictEqual(error.problem, "foreign_key");
    ok(/got row 1 of "games" without its row in "teams"/.test(error.message), error.message);
    deepStrictEqual(connection.prepare("SELECT count(*) FROM teams").get([]), [1]);
    throws(() => connection.exec("INSERT INTO games VALUES (9)"), /FOREIGN KEY/);
  });
});

Deno.test("migrate needs no lock on a migrated database, and tells when it cannot get it", () =>
  withFolder((folder) => {
    const [first, second] = [openConnection(`${folder}/a.db`), openConnection(`${folder}/a.db`)];
    migrate(first, [teams]);
    first.exec("BEGIN IMMEDIATE");
    deepStrictEqual(migrate(second, [teams]).applied, []);
    throws(() => migrate(second, [teams, games], { lockTimeout: 1 }), DatabaseBusy);
    first.exec("COMMIT");
    deepStrictEqual(migrate(second, [teams, games]).applied, ["002_games.sql"]);
    throws(() => {
      first.exec("BEGIN");
      migrate(first, [teams, games]);
    }, /has an open transaction/);
    first.close();
    second.close();
    return Promise.resolve();
  }));

Deno.test("migrate in four processes at once applies each migration once", () =>
  withFolder(async (folder) => {
    Deno.mkdirSync(`${folder}/migrations`);
    const versions = Array.from({ length: 12 }, (_, i) => String(i + 1).padStart(3, "0"));
    for (const version of versions) {
      const text = `CREATE TABLE t${version} (n); INSERT INTO t${version} VALUES (1);`;
      Deno.writeTextFileSync(`${folder}/migrations/${version}_t.sql`, text);
    }
    const program = `
      import { migrate, openConnection, readSqlFiles } from ${JSON.stringify(import.meta.resolve("./mod.ts"))};
      // All start when the first of them is told to: opening an empty file at once is part of the race.
      await Deno.stdin.read(new Uint8Array(1));
      const connection = openConnection(Deno.args[0] + "/new/app.db");
      console.log(JSON.stringify(migrate(connection, readSqlFiles(Deno.args[0] + "/migrations")).applied));
      connection.close();`;
    Deno.writeTextFileSync(`${folder}/program.ts`, program);
    const args = ["run", "-A", "--no-check", "--quiet", `${folder}/program.ts`, folder];
    const spawn = () =>
      new Deno.Command(Deno.execPath(), { args, stdin: "piped", stdout: "piped", stderr: "piped" }).spawn();
    const processes = [1, 2, 3, 4].map(spawn);
    await Promise.all(processes.map(async ({ stdin }) => {
      const writer = stdin.getWriter();
      await writer.write(new Uint8Array(1));
      await writer.close();
    }));
    const outputs = await Promise.all(processes.map((process) => process.output()));
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    for (const { success, stderr } of outputs) ok(success, text(stderr));
    const applied: string[] = outputs.flatMap(({ stdout }) => JSON.parse(text(stdout)));
    deepStrictEqual(applied.sort(), versions.map((version) => `${version}_t.sql`));
    const connection = openConnection(`${folder}/new/app.db`);
    for (const version of versions) deepStrictEqual(connection.prepare(`SELECT n FROM t${version}`).all([]), [[1]]);
    connection.close();
  }));

Deno.test("readSqlFiles reads the .sql files of a folder by name, with their places", () =>
  withFolder((folder) => {
    for (const name of ["010_b.sql", "002_a.sql", "notes.md"]) Deno.writeTextFileSync(`${folder}/${name}`, name);
    deepStrictEqual(readSqlFiles(folder), [
      { name: "002_a.sql", text: "002_a.sql", path: `${folder}/002_a.sql` },
      { name: "010_b.sql", text: "010_b.sql", path: `${folder}/010_b.sql` },
    ]);
    deepStrictEqual(readSqlFiles(`${folder}/none`), []);
    return Promise.resolve();
  }));

function withMemory(work: (connection: Connection) => void): void {
  const connection = openConnection(":memory:");
  try {
    work(connection);
  } finally {
    connection.close();
  }
}

function failure(work: () => void): MigrationError {
  try {
    work();
  } catch (error) {
    if (error instanceof MigrationError) return error;
    throw error;
  }
  throw new Error("Expected a MigrationError");
}

function tables(connection: Connection): unknown[] {
  const sql =
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_rally%' ESCAPE '\\' ORDER BY 1";
  return connection.prepare(sql).all([]).map(([name]) => name);
}
