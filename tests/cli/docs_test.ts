/**
 * The files that the README, the tutorial and the how-to pages show make an app that generates, type-checks and passes its own test.
 */
import { deepStrictEqual, doesNotMatch, ok, strictEqual } from "node:assert";
import { globSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as rally from "@rally/rally";
import * as rallyServer from "@rally/rally/server";
import { browserExports } from "../../runtime/page/module.ts";
import { scaffold } from "../../tools/scaffold.ts";
import { runDeno } from "../../tools/run_command.ts";
import { sectionsOf, writeShown } from "./shown_files.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));

async function run(app: string, args: readonly string[], where: string): Promise<void> {
  const { ok, output } = await runDeno(args, { cwd: app, env: { NO_COLOR: "1" } });
  strictEqual(ok, true, `${where}: deno ${args.join(" ")}\n${output}`);
}

async function inNewApp(work: (app: string) => Promise<void>): Promise<void> {
  const folder = Deno.makeTempDirSync();
  const app = join(folder, "app");
  try {
    const made = await scaffold(app, "minimal");
    strictEqual(made.ok, true, made.output);
    await work(app);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const sectionsIn = (document: string) => sectionsOf(readFileSync(join(repository, document), "utf8"));

/** Writes everything that a document shows, and then generates, checks, tests and builds. */
async function tryOut(document: string, expected: readonly string[]): Promise<void> {
  const files = sectionsIn(document).flatMap((section) => section.files);
  deepStrictEqual(files.map(({ path }) => path), expected);
  await inNewApp(async (app) => {
    for (const file of files) writeShown(app, file);
    for (const args of [["task", "gen"], ["check"], ["task", "test"], ["task", "build"]]) {
      await run(app, args, document);
    }
  });
}

/** Follows a document section by section: after each the app generates and type-checks. Gives the titles. */
async function follow(app: string, document: string): Promise<string[]> {
  const sections = sectionsIn(document);
  for (const { title, files } of sections) {
    for (const file of files) writeShown(app, file);
    await run(app, ["task", "gen"], title);
    await run(app, ["check"], title);
  }
  return sections.map(({ title }) => title);
}

Deno.test("the tutorial's app generates and type-checks after each step, and at the end passes its gate and tests, and builds", () =>
  inNewApp(async (app) => {
    deepStrictEqual(await follow(app, "docs/tutorial/first_app.md"), [
      "2. A table, a query, a page",
      "3. A layout with navigation",
      "4. Add a book",
      "5. Show and change a book",
      "6. Delete a book",
      "7. A title that is taken",
      "8. Search and sort",
      "9. The other browser",
      "10. One word",
      "11. Tests",
    ]);
    for (const task of ["check", "test", "build"]) await run(app, ["task", task], "The end");
  }));

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

Deno.test("the project area of the layouts how-to generates, type-checks, passes its test and builds", async () => {
  await tryOut("docs/how_to/layouts.md", [
    "db/migrations/002_projects.sql",
    "app/pages/projects/sql/get_project.sql",
    "app/pages/projects/[slug]/layout.tsx",
    "app/pages/projects/[slug]/index.tsx",
    "app/pages/projects/[slug]/team.tsx",
    "app/pages/(plain)/layout.tsx",
    "app/pages/(plain)/imprint.tsx",
    "app/projects_test.ts",
  ]);
});

Deno.test("the page of the effects how-to generates, type-checks, passes its test and builds", async () => {
  await tryOut("docs/how_to/effects.md", [
    "app/pages/sql/find_guests.sql",
    "app/browser.ts",
    "app/pages/guests.tsx",
    "app/guests_test.ts",
  ]);
});

Deno.test("the page of the environment how-to generates, type-checks, passes its test and builds", async () => {
  await tryOut("docs/how_to/environment.md", ["app/rates.ts", "app/pages/rates.tsx", "app/rates_test.ts"]);
});

Deno.test("the booking of the errors how-to generates, type-checks, passes its test and builds", async () => {
  await tryOut("docs/how_to/errors.md", [
    "db/migrations/002_bookings.sql",
    "app/pages/bookings/sql/bookings.sql",
    "app/pages/bookings/[id].tsx",
    "app/advice.ts",
    "app/seat_problem.ts",
    "app/pages/bookings/not_found.tsx",
    "app/pages/error.tsx",
    "app/bookings_test.ts",
  ]);
});

Deno.test("the reference of the page file names every export of a page, and every value of both entries", () => {
  const text = readFileSync(join(repository, "docs/reference/page_file.md"), "utf8");
  const names = [...browserExports, "contract", "load", "handlers", "authorize"];
  const values = [...Object.keys(rally), ...Object.keys(rallyServer)];
  deepStrictEqual([...names, ...values].filter((name) => !new RegExp(`\`${name}\\b`).test(text)), []);
});

Deno.test("every table that documents and templates create is STRICT and gives no number twice, as rally generate makes them", () => {
  const files = ["README.md", "docs/**/*.md", "templates/*/db/migrations/*.sql"];
  const texts = files.flatMap((pattern) => globSync(pattern, { cwd: repository })).map((file) =>
    [file, readFileSync(join(repository, file), "utf8")] as const
  );
  const tables = texts.flatMap(([file, text]) =>
    [...text.matchAll(/^CREATE TABLE [^;]+;/gm)].map(([table]) => ({ file, table }))
  );
  ok(tables.length > 5);
  for (const { file, table } of tables) {
    ok(table.endsWith(") STRICT;"), `${file}: ${table}`);
    doesNotMatch(table, /INTEGER PRIMARY KEY(?! AUTOINCREMENT NOT NULL)/, file);
  }
});
