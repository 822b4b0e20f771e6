import { match, notStrictEqual, ok, strictEqual } from "node:assert";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createApp } from "./app_fixture.ts";

const listening = /Listening on (http:\/\/127\.0\.0\.1:\d+)/;

Deno.test("dev serves the newest good state of an app and ends with its server", async () => {
  const app = await createApp();
  const file = (path: string) => join(app.root, path);
  const page = readFileSync(file("app/pages/index.tsx"), "utf8");
  const dev = app.task("dev", { env: { PORT: "0" } });
  try {
    let [, origin] = await dev.waitFor(listening);
    match(await textOf(origin), /<h1>Hello from Rally<\/h1>/);
    match(await textOf(origin), /Grace Hopper/, "an empty database is seeded");
    const first = await buildOf(origin);

    writeFileSync(file("app/pages/index.tsx"), page.replace("Hello from Rally", "Hello again"));
    await dev.waitFor(/✓ app\/pages\/index\.tsx \(\d+ ms\)/);
    [, origin] = await dev.waitFor(listening);
    match(await textOf(origin), /<h1>Hello again<\/h1>/);
    const second = await buildOf(origin);
    notStrictEqual(second, first, "the browser is told of a new build");

    writeFileSync(file("app/pages/sql/broken.sql"), "SELECT missing FROM guests;\n");
    await dev.waitFor(/app\/pages\/sql\/broken\.sql:1:8: .*missing[^]*goes on with the last good state/);
    match(await textOf(origin), /<h1>Hello again<\/h1>/, "the old server is still there");

    rmSync(file("app/pages/sql/broken.sql"));
    writeFileSync(file("static/styles.css"), "body { color: red }\n");
    [, origin] = await dev.waitFor(listening);
    notStrictEqual(await buildOf(origin), second, "a stylesheet is a new build too");

    writeFileSync(file("db/migrations/002_notes.sql"), "CREATE TABLE notes (text TEXT NOT NULL) STRICT;\n");
    writeFileSync(file("app/pages/sql/list_notes.sql"), "SELECT text FROM notes;\n");
    await dev.waitFor(listening);
    ok(readFileSync(file("app/pages/sql/queries.ts"), "utf8").includes("listNotes"));
  } finally {
    dev.signal("SIGTERM");
  }
  strictEqual(await dev.exit, 0, dev.printed());
  ok(!/The server has ended/.test(dev.printed()), dev.printed());
  ok(!existsSync(file("data/app.db-wal")), "the server has closed its database");
  app.remove();
});

Deno.test("dev waits for a change when the app has mistakes from the start, and ends on SIGINT", async () => {
  const app = await createApp();
  writeFileSync(join(app.root, "app/pages/layout.tsx"), "export const view = ;\n");
  const dev = app.task("dev", { env: { PORT: "0" } });
  await dev.waitFor(/app\/pages\/layout\.tsx:1:\d+: /);
  await dev.waitFor(/The app has mistakes/);
  writeFileSync(
    join(app.root, "app/pages/layout.tsx"),
    "export const view = (_model: undefined, _send: unknown, page: unknown) => page;\n",
  );
  const [, origin] = await dev.waitFor(listening);
  match(await textOf(origin), /Hello from Rally/);
  dev.signal("SIGINT");
  strictEqual(await dev.exit, 0, dev.printed());
  app.remove();
});

async function textOf(origin: string): Promise<string> {
  return await (await fetch(origin)).text();
}

async function buildOf(origin: string): Promise<string> {
  return (await (await fetch(`${origin}/_rally/health`)).json()).build;
}
