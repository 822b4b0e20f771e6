import { match, ok, strictEqual } from "node:assert";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createApp } from "./app_fixture.ts";
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
