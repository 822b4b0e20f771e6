import { match, notStrictEqual, ok, strictEqual } from "node:assert";
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { createApp } from "./app_fixture.ts";
import { golden, transcript } from "./golden.ts";

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
    while (!/<h1>Hello again<\/h1>/.test(await textOf(origin)));
    strictEqual(await buildOf(origin), first, "open pages take the view over as they are");

    writeFileSync(
      file("app/pages/index.tsx"),
      readFileSync(file("app/pages/index.tsx"), "utf8").replace("max(40)", "max(50)"),
    );
    [, origin] = await dev.waitFor(listening);
    const second = await buildOf(origin);
    notStrictEqual(second, first, "the browser is told of a new build");

    writeFileSync(file("app/pages/sql/broken.sql"), "SELECT missing FROM guests;\n");
    await dev.waitFor(/app\/pages\/sql\/broken\.sql:1:8: .*missing[^]*goes on with the last good state/);
    match(await textOf(origin), /<h1>Hello again<\/h1>/, "the old server is still there");

    rmSync(file("app/pages/sql/broken.sql"));
    [, origin] = await dev.waitFor(listening);
    const third = await buildOf(origin);
    writeFileSync(file("static/styles.css"), "body { color: red }\n");
    await dev.waitFor(/✓ static\/styles\.css \(\d+ ms\)/);
    match(await (await fetch(`${origin}/styles.css`)).text(), /red/);
    strictEqual(await buildOf(origin), third, "a stylesheet is swapped in open pages");

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

Deno.test("dev serves the mistakes that an app has from the start, then the app, and ends on SIGINT", async () => {
  const app = await createApp();
  writeFileSync(join(app.root, "app/pages/layout.tsx"), "export const view = ;\n");
  appendFileSync(join(app.root, "main.ts"), 'Deno.env.get("SHOP_KEY");\n');
  const dev = app.task("dev", { env: { PORT: "0" } });
  await dev.waitFor(/app\/pages\/layout\.tsx:1:\d+: /);
  await dev.waitFor(/The app has mistakes/);
  const [, waiting] = await dev.waitFor(listening);
  const answer = await fetch(waiting);
  strictEqual(answer.status, 503);
  match(await answer.text(), /<h1>The app has mistakes<\/h1>/);
  writeFileSync(
    join(app.root, "app/pages/layout.tsx"),
    "export const view = (_model: undefined, _send: unknown, page: unknown) => page;\n",
  );
  // On port 0 each server has another one.
  const [, origin] = await dev.waitFor(listening);
  match(await textOf(origin), /Hello from Rally/);
  await dev.waitFor(/^main\.ts:\d+:10: The variable SHOP_KEY is not named in deno\.json/m);
  dev.signal("SIGINT");
  strictEqual(await dev.exit, 0, dev.printed());
  app.remove();
});

Deno.test("dev ends with one line when it cannot listen", async () => {
  const app = await createApp();
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as AddressInfo;
  const dev = app.task("dev", { args: ["--port", String(port)] });
  strictEqual(await dev.exit, 1, dev.printed());
  match(
    dev.printed(),
    new RegExp(
      `error: Cannot listen on 127\\.0\\.0\\.1:${port}: the port is in use\n` +
        `hint: stop what listens there \\(is "deno task dev" or "deno task start" still running\\?\\), ` +
        `or choose another port: PORT=${port + 1}, or --port ${port + 1}\n`,
    ),
  );
  ok(!/Uncaught|The server has ended/.test(dev.printed()), dev.printed());
  taken.close();

  const elsewhere = app.task("dev", { env: { HOST: "192.0.2.1" } });
  strictEqual(await elsewhere.exit, 1, elsewhere.printed());
  match(elsewhere.printed(), /error: Cannot listen on 192\.0\.2\.1:8000: [^\n]*192\.0\.2\.1[^\n]*\nhint: set HOST/);
  app.remove();
});

Deno.test("dev says which option or variable is no port or address", async () => {
  const app = await createApp();
  const place = { directory: app.root };
  golden(
    "dev_addresses",
    [
      await transcript(["dev", "--port", "80000"], place),
      await transcript(["dev", "--port", "http"], place),
      await transcript(["dev"], { ...place, env: { PORT: "x" } }),
      await transcript(["dev", "--host", "my host"], place),
      await transcript(["dev"], { ...place, env: { HOST: "a,b" } }),
    ].join("\n"),
  );
  app.remove();
});

Deno.test("dev says what to do when the packages are missing", async () => {
  const app = await createApp();
  const place = { directory: app.root };
  rmSync(join(app.root, "node_modules"), { recursive: true, force: true });
  golden("dev_no_packages", await transcript(["dev"], place));
  app.remove();
});

async function textOf(origin: string): Promise<string> {
  return await (await fetch(origin)).text();
}

async function buildOf(origin: string): Promise<string> {
  return (await (await fetch(`${origin}/_rally/health`)).json()).build;
}
