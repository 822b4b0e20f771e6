/**
 * The files that the README, the tutorial and the how-to pages show make an app that generates, type-checks and passes its own test.
 */
import { deepStrictEqual, strictEqual } from "node:assert";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { scaffold } from "../../tools/scaffold.ts";
import { runDeno } from "../../tools/run_command.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** The code blocks that begin with a comment that names a file of the app. */
function filesShown(document: string): { path: string; text: string }[] {
  const text = readFileSync(join(repository, document), "utf8");
  return [...text.matchAll(/^```\w+[^\n]*\n(?:\/\/|--) ((?:app|db)\/\S+|main\.ts)[^\n]*\n([\s\S]*?)^```$/gm)]
    .map(([, path, code]) => ({ path, text: code }));
}

async function run(app: string, args: readonly string[]): Promise<void> {
  const { ok, output } = await runDeno(args, { cwd: app, env: { NO_COLOR: "1" } });
  strictEqual(ok, true, `deno ${args.join(" ")}\n${output}`);
}

async function tryOut(document: string, expected: readonly string[]): Promise<void> {
  const folder = Deno.makeTempDirSync();
  const app = join(folder, "app");
  try {
    const made = await scaffold(app, "minimal");
    strictEqual(made.ok, true, made.output);
    const files = filesShown(document);
    deepStrictEqual(files.map(({ path }) => path), expected);
    for (const { path, text } of files) {
      mkdirSync(dirname(join(app, path)), { recursive: true });
      writeFileSync(join(app, path), text);
    }
    await run(app, ["task", "gen"]);
    await run(app, ["check"]);
    await run(app, ["task", "test"]);
    await run(app, ["task", "build"]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

Deno.test("the tutorial's app generates, type-checks, passes its test and builds", async () => {
  await tryOut("docs/tutorial/first_app.md", [
    "db/migrations/002_wishes.sql",
    "app/pages/wishes/sql/list_wishes.sql",
    "app/pages/wishes/sql/add_wish.sql",
    "app/pages/wishes/sql/grant_wish.sql",
    "app/topics.ts",
    "app/pages/wishes/index.tsx",
    "app/wishes_test.ts",
    "app/pages/wishes/index_test.ts",
  ]);
});

Deno.test("the page of the forms how-to generates, type-checks and builds", async () => {
  await tryOut("docs/how_to/forms.md", ["app/pages/orders.tsx"]);
});

Deno.test("the pages of the effects' reference generate, type-check and build", async () => {
  await tryOut("docs/reference/effects.md", [
    "app/pages/draft.tsx",
    "app/browser.ts",
    "app/stopwatch.tsx",
    "app/pages/race.tsx",
  ]);
});

Deno.test("the README's page generates, type-checks and builds", async () => {
  await tryOut("README.md", [
    "app/pages/notes.tsx",
    "app/topics.ts",
    "db/migrations/002_notes.sql",
    "app/pages/sql/add_note.sql",
    "app/pages/sql/list_notes.sql",
  ]);
});

Deno.test("the files of the reference of routes generate, type-check and build", async () => {
  await tryOut("docs/reference/routes.md", [
    "app/pages/docs/[...path].tsx",
    "app/pages/search.tsx",
    "app/pages/teams/[team]/layout.tsx",
    "app/pages/teams/[team]/games.tsx",
    "app/pages/teams/not_found.tsx",
    "app/api/health.ts",
    "main.ts",
  ]);
});

Deno.test("the page that shows the outcome early generates, type-checks, passes its test and builds", async () => {
  await tryOut("docs/how_to/optimistic_updates.md", [
    "app/pages/votes.tsx",
    "app/topics.ts",
    "db/migrations/002_votes.sql",
    "app/pages/sql/count_votes.sql",
    "app/pages/sql/add_votes.sql",
    "app/pages/votes_test.ts",
  ]);
});

Deno.test("the page that shows its slow data later generates, type-checks, passes its test and builds", async () => {
  await tryOut("docs/how_to/slow_data.md", ["app/pages/weather.tsx", "app/forecast.ts", "app/pages/weather_test.ts"]);
});
