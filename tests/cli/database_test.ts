import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createApp, finished } from "./app_fixture.ts";
import { golden, transcript } from "./golden.ts";

Deno.test("migrate, seed and reset work on the database of the app", async () => {
  const app = await createApp();
  const place = { directory: app.root };
  const texts = [
    await transcript(["migrate"], place),
    await transcript(["migrate"], place),
    await transcript(["seed"], place),
    await transcript(["seed"], place),
    await transcript(["reset"], place),
  ];
  using database = new DatabaseSync(join(app.root, "data/app.db"));
  strictEqual(database.prepare("SELECT count(*) AS n FROM guests").get()?.n, 3);
  texts.push(await transcript(["reset"], place));
  golden("database", texts.join("\n"));
  app.remove();
});

Deno.test("migrate uses DATABASE_PATH", async () => {
  const app = await createApp();
  const env = { DATABASE_PATH: "elsewhere/my.db" };
  match(await transcript(["migrate"], { directory: app.root, env }), /^elsewhere\/my\.db has 1 migration$/m);
  ok(existsSync(join(app.root, "elsewhere/my.db")) && !existsSync(join(app.root, "data")));
  app.remove();
});

Deno.test("seed and reset refuse a production database, and nothing is touched", async () => {
  const app = await createApp();
  mkdirSync(join(app.root, "data"));
  writeFileSync(join(app.root, "data/app.db"), "precious");
  const place = { directory: app.root, env: { APP_ENV: "prod" } };
  golden("database_production", [await transcript(["seed"], place), await transcript(["reset"], place)].join("\n"));
  strictEqual(Deno.readTextFileSync(join(app.root, "data/app.db")), "precious");
  app.remove();
});

Deno.test("the commands of the database say where a file is wrong", async () => {
  const app = await createApp();
  const place = { directory: app.root };
  const texts = [await transcript(["migrate"], place)];
  writeFileSync(
    join(app.root, "db/migrations/002_broken.sql"),
    "CREATE TABLE notes (text TEXT);\n\nCREATE TABEL other (a);\n",
  );
  texts.push(await transcript(["migrate"], place));
  writeFileSync(join(app.root, "db/migrations/002_broken.sql"), "CREATE TABLE notes (text TEXT);\n");
  writeFileSync(join(app.root, "db/migrations/001_guests.sql"), "CREATE TABLE changed (text TEXT);\n");
  texts.push(await transcript(["migrate"], place));
  golden("database_errors", texts.join("\n"));
  app.remove();
});

Deno.test("migrate tells what would happen on a copy, what is applied, and keeps a copy", async () => {
  const app = await createApp();
  const place = { directory: app.root };
  const write = (name: string, text: string) => writeFileSync(join(app.root, "db/migrations", name), text);
  const texts = [await transcript(["migrate", "--check"], place), await transcript(["migrate", "--status"], place)];
  strictEqual(existsSync(join(app.root, "data")), false);
  await transcript(["seed"], place);
  write("002_rooms.sql", "CREATE TABLE rooms (id INTEGER PRIMARY KEY) STRICT;\nINSERT INTO rooms VALUES (1);\n");
  write(
    "003_fewer.sql",
    "CREATE TABLE kept AS SELECT * FROM guests WHERE id > 1;\nDROP TABLE guests;\nALTER TABLE kept RENAME TO guests;\n",
  );
  texts.push(await transcript(["migrate", "--check"], place), await transcript(["migrate", "--status"], place));
  using database = new DatabaseSync(join(app.root, "data/app.db"));
  strictEqual(database.prepare("SELECT count(*) AS n FROM guests").get()?.n, 3);
  deepStrictEqual(namesIn(join(app.root, "data")).filter((name) => name.includes("check")), []);
  texts.push(await transcript(["migrate"], place), await transcript(["migrate"], place));
  strictEqual(database.prepare("SELECT count(*) AS n FROM guests").get()?.n, 2);
  deepStrictEqual(namesIn(join(app.root, "data/backups")), ["app_before_002_rooms.db"]);
  write("002_rooms.sql", "CREATE TABLE rooms (id INTEGER PRIMARY KEY) STRICT;\n");
  write("004_broken.sql", "CREATE TABEL other (a);\n");
  texts.push(await transcript(["migrate", "--status"], place), await transcript(["migrate", "--check"], place));
  write("002_rooms.sql", "CREATE TABLE rooms (id INTEGER PRIMARY KEY) STRICT;\nINSERT INTO rooms VALUES (1);\n");
  texts.push(await transcript(["migrate", "--check"], place));
  texts.push(await transcript(["migrate", "--check", "--status"], place));
  golden("migrate", texts.join("\n"));
  app.remove();
});

Deno.test("db backup and restore copy the database, and refuse what would lose something", async () => {
  const app = await createApp();
  const place = { directory: app.root };
  const file = (path: string) => join(app.root, path);
  const texts = [await transcript(["db", "backup", "monday.db"], place)];
  await transcript(["seed"], place);
  texts.push(await transcript(["db", "backup", "monday.db"], place));
  texts.push(await transcript(["db", "backup", "monday.db"], place));
  {
    using server = new DatabaseSync(file("data/app.db"));
    server.exec("DELETE FROM guests");
    texts.push(await transcript(["db", "restore", "monday.db"], place));
  }
  texts.push(await transcript(["db", "restore", "monday.db"], place));
  {
    using database = new DatabaseSync(file("data/app.db"));
    strictEqual(database.prepare("SELECT count(*) AS n FROM guests").get()?.n, 3);
  }
  writeFileSync(file("db/migrations/002_rooms.sql"), "CREATE TABLE rooms (id INTEGER PRIMARY KEY) STRICT;\n");
  texts.push(await transcript(["db", "restore", "monday.db"], place));
  writeFileSync(file("tuesday.db"), "a text that is long enough to be read as a header ".repeat(100));
  for (const args of [["restore", "tuesday.db"], ["restore", "none.db"], ["restore"], ["copy"], []]) {
    texts.push(await transcript(["db", ...args], place));
  }
  golden("db", texts.join("\n"));
  app.remove();
});

Deno.test("migrate of two deployers at once applies each migration once, with the permissions of its task", async () => {
  const app = await createApp();
  strictEqual((await finished(app.task("migrate"))).code, 0);
  for (let number = 2; number < 12; number++) {
    const name = `${String(number).padStart(3, "0")}_t.sql`;
    writeFileSync(
      join(app.root, "db/migrations", name),
      `CREATE TABLE t${number} (n); INSERT INTO t${number} VALUES (1);\n`,
    );
  }
  const both = await Promise.all([finished(app.task("migrate")), finished(app.task("migrate"))]);
  const lines = both.flatMap(({ output }) => output.split("\n").filter((line) => /^✓ \d+_t\.sql/.test(line)));
  deepStrictEqual([both.map(({ code }) => code), lines.length, new Set(lines).size], [[0, 0], 10, 10]);
  app.remove();
});

function namesIn(folder: string): string[] {
  return readdirSync(folder).sort();
}
