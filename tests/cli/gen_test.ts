import { deepStrictEqual, match, strictEqual } from "node:assert";
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type AppFixture, createApp, finished } from "./app_fixture.ts";
import { golden } from "./golden.ts";

Deno.test("gen writes what changed and says so, and --check writes nothing", async (test) => {
  const app = await createApp();
  const file = (path: string) => join(app.root, path);

  await test.step("a new app is not up to date", async () => {
    golden("gen_check_new", await run(app, "gen", ["--check"]));
  });

  await test.step("gen writes everything once", async () => {
    golden("gen_new", await run(app, "gen"));
    const before = statSync(file("generated/app.ts")).mtimeMs;
    golden("gen_again", await run(app, "gen"));
    strictEqual(statSync(file("generated/app.ts")).mtimeMs, before);
    golden("gen_check", await run(app, "gen", ["--check"]));
  });

  await test.step("routes shows the pages and the endpoints", async () => {
    mkdirSync(file("app/api"));
    writeFileSync(
      file("app/api/health.ts"),
      'import { Hono } from "hono";\n\nexport default new Hono().get("/", (context) => context.text("ok"));\n',
    );
    strictEqual((await finished(app.task("gen"))).code, 0);
    golden("routes", await run(app, "routes"));
    rmSync(file("app/api"), { recursive: true });
    strictEqual((await finished(app.task("gen"))).code, 0);
  });

  await test.step("a page that went takes its generated files along", async () => {
    writeFileSync(file("app/pages/about.tsx"), "export const view = () => <p>About</p>;\n");
    golden("gen_page_more", await run(app, "gen"));
    rmSync(file("app/pages/about.tsx"));
    golden("gen_check_stale", await run(app, "gen", ["--check"]));
    golden("gen_page_less", await run(app, "gen"));
  });

  await test.step("a file that was edited by hand is not up to date", async () => {
    const routes = readFileSync(file("generated/routes.ts"), "utf8");
    writeFileSync(file("generated/routes.ts"), `${routes}// mine\n`);
    match(await run(app, "gen", ["--check"]), /^generated\/routes\.ts: not up to date$/m);
    match(await run(app, "gen"), /^wrote generated\/routes\.ts$/m);
    strictEqual(readFileSync(file("generated/routes.ts"), "utf8"), routes);
  });

  await test.step("a query or a migration that changed leaves its functions not up to date", async () => {
    const changes = [
      ["app/pages/sql/list_guests.sql", "SELECT id FROM guests;\n"],
      ["db/migrations/002_index.sql", "CREATE INDEX guests_by_id ON guests (id);\n"],
    ] as const;
    const stale = ["app/pages/sql/queries.ts", "generated/app.ts"];
    for (const [at, [path, text]] of changes.entries()) {
      writeFileSync(file(path), text);
      const printed = await run(app, "gen", ["--check"]);
      match(printed, new RegExp(`^${stale[at]}: not up to date$`, "m"));
      match(printed, /^\[exit 1\]$/m);
      rmSync(file(path));
      strictEqual((await finished(app.task("gen"))).code, 0);
    }
  });

  await test.step("every mistake is printed, sorted, and nothing is written", async () => {
    writeFileSync(
      file("app/pages/about.tsx"),
      'import { page } from "@rally/rally";\nexport const contract = page("/abuot", {});\n',
    );
    writeFileSync(file("app/pages/other.tsx"), "export const view = () => <p>;\n");
    writeFileSync(file("app/pages/sql/broken.sql"), "SELECT missing FROM guests;\n");
    const before = readFileSync(file("generated/app.ts"), "utf8");
    const text = await run(app, "gen");
    const places = [...text.matchAll(/^(\S+:\d+:\d+): .*\nhint: /gm)].map(([, place]) => place);
    deepStrictEqual(places, [...places].sort());
    deepStrictEqual([...new Set(places.map((place) => place.split(":")[0]))], [
      "app/pages/about.tsx",
      "app/pages/other.tsx",
      "app/pages/sql/broken.sql",
    ]);
    match(text, new RegExp(`error: ${places.length} problems in the app\nhint: .*\n\\[exit 1\\]\n$`));
    strictEqual(readFileSync(file("generated/app.ts"), "utf8"), before);
  });
  app.remove();
});

Deno.test("check of a new app passes once its code is generated", async () => {
  const app = await createApp();
  strictEqual((await finished(app.task("gen"))).code, 0);
  const { tasks } = JSON.parse(readFileSync(join(app.root, "deno.json"), "utf8"));
  const commands = tasks.check.split(" && ");
  deepStrictEqual(commands, ["deno task gen --check", "deno check", "deno lint", "deno fmt --check"]);
  for (const command of commands) {
    const { code, output } = await finished(app.deno(command.split(" ").slice(1)));
    strictEqual(code, 0, output);
  }
  app.remove();
});

/** Runs a task and gives what it printed without the lines in which Deno tells of packages. */
async function run(app: AppFixture, name: string, args: readonly string[] = []): Promise<string> {
  const { code, output } = await finished(app.task(name, { args }));
  const lines = output.split("\n").filter((line) => !/^(Initialize|Download|Check) /.test(line));
  return `$ rally ${[name, ...args].join(" ")}\n${lines.join("\n")}[exit ${code}]\n`.replaceAll(app.root, "DIR");
}
