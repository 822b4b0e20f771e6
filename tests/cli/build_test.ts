import { deepStrictEqual, doesNotMatch, match, notStrictEqual, ok, strictEqual } from "node:assert";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serverFlags } from "../../cli/app/permissions.ts";
import { type AppFixture, createApp, finished } from "./app_fixture.ts";
import { type CommandProcess, startDeno } from "./command_process.ts";
import { golden } from "./golden.ts";

const listening = /Listening on (http:\/\/127\.0\.0\.1:\d+)/;

Deno.test("build writes dist/, and start serves it without the sources", async (test) => {
  const app = await createApp();

  await test.step("start refuses an app that was not built", async () => {
    const { code, output } = await finished(app.task("start"));
    strictEqual(code, 1);
    golden("start_not_built", output.slice(output.indexOf("error:")).replaceAll(app.root, "DIR"));
  });

  await test.step("build tells what it has written", async () => {
    const { code, output } = await finished(app.task("build"));
    strictEqual(code, 0, output);
    match(output, /^server {9}1 file +\d+\.\d kB$/m);
    match(output, /^browser +\d+ files +\d+\.\d kB {2}\d+\.\d kB br {2}\d+\.\d kB gzip$/m);
    deepStrictEqual(readdirSync(join(app.root, "dist")).sort(), [
      "assets",
      "manifest.json",
      "migrations",
      "seeds",
      "server.js",
      "static",
    ]);
  });

  await test.step("the server holds nothing that only development needs", async () => {
    doesNotMatch(readFileSync(join(app.root, "dist/server.js"), "utf8"), /server\/dev\/|dev_server\.ts/);
    const { code, output } = await finished(app.task("start", { env: { PORT: "0", RALLY_DEV: "1" } }));
    notStrictEqual(code, 0);
    match(output, /Cannot serve a build with RALLY_DEV=1: run "deno task dev"/);
  });

  await test.step("start serves with the sources moved away, and ends on SIGTERM", async () => {
    const kept = new Set(["dist", "deno.json", "deno.lock", "node_modules"]);
    mkdirSync(join(app.root, "..", "away"));
    for (const name of readdirSync(app.root)) {
      if (!kept.has(name)) renameSync(join(app.root, name), join(app.root, "..", "away", name));
    }
    const start = app.task("start", { env: { PORT: "0" } });
    await useAndStop(start, "SIGTERM");
    ok(existsSync(join(app.root, "data/app.db")));
  });

  await test.step("start says why it cannot listen, and fails", async () => {
    const first = app.task("start", { env: { PORT: "0" } });
    const [, origin] = await first.waitFor(listening);
    const second = app.task("start", {
      args: ["--port", new URL(origin).port],
      env: { DATABASE_PATH: "other/app.db" },
    });
    const { code, output } = await finished(second);
    notStrictEqual(code, 0, output);
    match(output, new RegExp(new URL(origin).port));
    first.signal("SIGINT");
    strictEqual(await first.exit, 0, first.printed());
  });

  await test.step("Ctrl+C, which a whole process group hears, ends start with 0", async () => {
    const start = app.task("start", { env: { PORT: "0" }, ownGroup: true });
    await start.waitFor(listening);
    await new Deno.Command("kill", { args: ["-INT", "--", `-${start.pid}`] }).output();
    strictEqual(await start.exit, 0, start.printed());
  });

  await test.step("the built server runs as a compiled one does: alone, with least permissions and no cache", async () => {
    await serveAlone(app);
  });

  await test.step("in production start keeps a copy of the database before it migrates", async () => {
    const migration = join(app.root, "dist/migrations/002_row.sql");
    writeFileSync(migration, "INSERT INTO guests (name) VALUES ('Grace Hopper');\n");
    const start = app.task("start", { env: { PORT: "0", APP_ENV: "prod" } });
    await start.waitFor(/The database before its migration is .*data\/backups\/app_before_002_row\.db\n/);
    await start.waitFor(listening);
    start.signal("SIGTERM");
    strictEqual(await start.exit, 0, start.printed());
    ok(existsSync(join(app.root, "data/backups/app_before_002_row.db")));
  });
  app.remove();
});

Deno.test("a build that fails leaves the last one as it is", async () => {
  const app = await createApp();
  mkdirSync(join(app.root, "dist"));
  writeFileSync(join(app.root, "dist", "server.js"), "the last one");
  writeFileSync(join(app.root, "app/pages/sql/broken.sql"), "SELECT missing FROM guests;\n");
  const { code, output } = await finished(app.task("build"));
  strictEqual(code, 1);
  match(output, /broken\.sql:1:8: /);
  match(output, /error: 1 problem in the app\nhint: /);
  deepStrictEqual(readdirSync(join(app.root, "dist")), ["server.js"]);
  app.remove();
});

/** The layout of a compiled executable: nothing but `dist/` in a folder, and a working folder for the data. */
async function serveAlone(app: AppFixture): Promise<void> {
  const folder = mkdtempSync(join(Deno.realPathSync(tmpdir()), "rally_alone_"));
  cpSync(join(app.root, "dist"), join(folder, "dist"), { recursive: true });
  mkdirSync(join(folder, "work"));
  const grant = { host: "127.0.0.1", port: 0, reads: [join(folder, "dist")], data: "data", extra: [] };
  const isolation = ["--no-config", "--no-lock", "--no-remote", "--no-npm", "--cached-only"];
  const script = join(folder, "dist", "server.js");
  const server = startDeno(["run", ...isolation, ...serverFlags(grant), script], {
    cwd: join(folder, "work"),
    env: { DENO_DIR: join(folder, "cache"), PORT: "0" },
  });
  await useAndStop(server, "SIGTERM");
  ok(existsSync(join(folder, "work/data/app.db")));
  rmSync(folder, { recursive: true });
}

/** Looks at everything that a served app consists of. */
async function useAndStop(server: CommandProcess, signal: Deno.Signal): Promise<void> {
  const [, origin] = await server.waitFor(listening);
  try {
    const html = await (await fetch(origin)).text();
    match(html, /<h1>Hello from Rally<\/h1>/);
    match(html, /Ada Lovelace/);
    const [, script] = /(\/_rally\/assets\/boot-\w+\.js)/.exec(html) ?? [];
    for (const path of [script, "/styles.css"]) {
      const answer = await fetch(origin + path);
      strictEqual(answer.status, 200, path);
      ok((await answer.text()).length > 100);
    }
    const signed = await fetch(`${origin}/?_action=${encodeURIComponent("/#sign")}`, {
      method: "POST",
      headers: { origin, "content-type": "application/x-www-form-urlencoded" },
      body: "name=Barbara+Liskov",
      redirect: "manual",
    });
    await signed.body?.cancel();
    strictEqual(signed.status, 303);
    match(await (await fetch(origin)).text(), /Barbara Liskov/);
  } finally {
    server.signal(signal);
  }
  strictEqual(await server.exit, 0, server.printed());
}
