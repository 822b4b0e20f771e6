/**
 * The files that the README, the tutorial and the how-to pages show make an app that generates, type-checks and passes its own test.
 */
import { deepStrictEqual, doesNotMatch, ok, strictEqual } from "node:assert";
import { cpSync, globSync, readFileSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as rally from "@rally/rally";
import * as rallyServer from "@rally/rally/server";
import { generateApp } from "../../cli/app/generate_app.ts";
import { formatProblems } from "../../codegen/problem.ts";
import { browserExports } from "../../runtime/page/module.ts";
import { scaffold } from "../../tools/scaffold.ts";
import { runDeno } from "../../tools/run_command.ts";
import { sectionsOf, type ShownFile, tryMistake, writeShown } from "./shown_files.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** The documents that show an app of their own, with the files that each shows. */
const documents: Readonly<Record<string, readonly string[]>> = {
  "docs/how_to/forms.md": [
    "app/pages/orders.tsx",
  ],
  "docs/reference/effects.md": [
    "app/pages/draft.tsx",
    "app/browser.ts",
    "app/stopwatch.tsx",
    "app/pages/race.tsx",
  ],
  "README.md": [
    "app/pages/notes.tsx",
    "app/topics.ts",
    "db/migrations/002_notes.sql",
    "app/pages/sql/add_note.sql",
    "app/pages/sql/list_notes.sql",
  ],
  "docs/reference/routes.md": [
    "app/pages/docs/[...path].tsx",
    "app/pages/search.tsx",
    "app/pages/teams/[team]/layout.tsx",
    "app/pages/teams/[team]/games.tsx",
    "app/pages/teams/not_found.tsx",
    "app/api/health.ts",
    "main.ts",
  ],
  "docs/how_to/optimistic_updates.md": [
    "app/pages/votes.tsx",
    "app/topics.ts",
    "db/migrations/002_votes.sql",
    "app/pages/sql/count_votes.sql",
    "app/pages/sql/add_votes.sql",
    "app/pages/votes_test.ts",
  ],
  "docs/how_to/slow_data.md": [
    "app/pages/weather.tsx",
    "app/forecast.ts",
    "app/pages/weather_test.ts",
  ],
  "docs/how_to/layouts.md": [
    "db/migrations/002_projects.sql",
    "app/pages/projects/sql/get_project.sql",
    "app/pages/projects/[slug]/layout.tsx",
    "app/pages/projects/[slug]/index.tsx",
    "app/pages/projects/[slug]/team.tsx",
    "app/pages/(plain)/layout.tsx",
    "app/pages/(plain)/imprint.tsx",
    "app/projects_test.ts",
  ],
  "docs/how_to/effects.md": [
    "app/pages/sql/find_guests.sql",
    "app/browser.ts",
    "app/pages/guests.tsx",
    "app/guests_test.ts",
  ],
  "docs/how_to/environment.md": [
    "app/rates.ts",
    "app/pages/rates.tsx",
    "app/rates_test.ts",
  ],
  "docs/how_to/errors.md": [
    "db/migrations/002_bookings.sql",
    "app/pages/bookings/sql/bookings.sql",
    "app/pages/bookings/[id].tsx",
    "app/advice.ts",
    "app/pages/bookings/not_found.tsx",
    "app/pages/error.tsx",
    "app/bookings_test.ts",
  ],
};

/** The tutorials, with the sections that show files, or what a command prints. */
const tutorials: Readonly<Record<string, readonly string[]>> = {
  "docs/tutorial/first_app.md": [
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
  ],
  "docs/tutorial/queries.md": [
    "1. Three tables",
    "2. A query is a function",
    "3. A join knows what may be missing",
    "4. Parameters, days and choices",
    "5. A list",
    "6. How many rows",
    "7. A CTE and a window",
    "8. JSON",
    "9. Writes",
    "10. A rule of the table, told in a form",
    "11. A slow one",
    "12. All of it in a test",
    "13. What could be better",
  ],
};

const sectionsIn = (document: string) => sectionsOf(readFileSync(join(repository, document), "utf8"));

async function run(app: string, args: readonly string[], where: string): Promise<void> {
  const { ok, output } = await runDeno(args, { cwd: app, env: { NO_COLOR: "1" } });
  strictEqual(ok, true, `${where}: deno ${args.join(" ")}\n${output}`);
}

async function newApp(folder: string, name: string): Promise<string> {
  const app = join(folder, name);
  const made = await scaffold(app, "minimal");
  strictEqual(made.ok, true, made.output);
  return app;
}

/** Writes everything that a document shows, generates, tests and builds. */
async function tryOut(folder: string, document: string, expected: readonly string[]): Promise<void> {
  const files = sectionsIn(document).flatMap((section) => section.files);
  deepStrictEqual(files.map(({ path }) => path), expected);
  const app = await newApp(folder, document.replaceAll(/\W/g, "_"));
  for (const file of files) writeShown(app, file);
  for (const args of [["task", "test", "--no-check"], ["task", "build"]]) await run(app, args, document);
}

/** Follows a tutorial section by section, and keeps the app as it is after each. */
async function follow(folder: string, tutorial: string): Promise<void> {
  const name = basename(tutorial, ".md");
  const app = await newApp(folder, name);
  const shown = sectionsIn(tutorial);
  deepStrictEqual(shown.map(({ title }) => title), tutorials[tutorial]);
  for (const { title, files, generated, commands } of shown) {
    for (const file of files) {
      if (file.told === undefined) writeShown(app, file);
      else await tryMistake(app, file, () => checkTold(app, file));
    }
    await run(app, ["task", "gen"], title);
    checkGenerated(app, files, generated);
    for (const { args, printed } of commands) {
      const { output } = await runDeno(args, { cwd: app, env: { NO_COLOR: "1" } });
      ok(output.includes(printed), output);
    }
    const isSource = (path: string) => !path.includes("node_modules");
    cpSync(app, join(folder, `${name} ${title}`), { recursive: true, filter: isSource });
  }
  for (const args of [["task", "test", "--no-check"], ["task", "build"]]) await run(app, args, "The end");
}

/** The problems of the SQL are told word by word; of what the type checker prints, a part is quoted. */
async function checkTold(app: string, { path, told }: ShownFile): Promise<void> {
  const { problems } = await generateApp(app, { write: true });
  if (path.endsWith(".sql")) return strictEqual(formatProblems(problems), told);
  deepStrictEqual(problems, []);
  const { ok: isFine, output } = await runDeno(["check", path], { cwd: app, env: { NO_COLOR: "1" } });
  strictEqual(isFine, false, path);
  for (const line of told?.trimEnd().split("\n") ?? []) ok(output.includes(line), output);
}

function checkGenerated(app: string, files: readonly ShownFile[], generated: readonly string[]): void {
  if (generated.length === 0) return;
  const query = files.findLast(({ path }) => path.endsWith(".sql"));
  const text = readFileSync(join(app, dirname(query?.path ?? ""), "queries.ts"), "utf8");
  for (const part of generated) ok(text.includes(part), `${query?.path} does not generate\n${part}\nbut\n${text}`);
}

Deno.test("what the documents show", async (test) => {
  const folder = Deno.makeTempDirSync();
  try {
    for (const [document, files] of Object.entries(documents)) {
      await test.step(`${document}: its app generates, passes its tests and builds`, () =>
        tryOut(folder, document, files));
    }
    for (const tutorial of Object.keys(tutorials)) {
      await test.step(`${tutorial}: its app generates after each step, passes its tests and builds`, () =>
        follow(folder, tutorial));
      await test.step(`${tutorial}: its app passes its own gate`, () =>
        run(join(folder, basename(tutorial, ".md")), ["task", "check"], "The end"));
    }
    await test.step("every app type-checks, those of tutorials after each step", async () => {
      // All at once: most of the work is Rally itself, which they share.
      const apps = Array.from(Deno.readDirSync(folder), ({ name }) => name);
      const steps = Object.values(tutorials).flatMap((sections) => ["the end", ...sections]);
      strictEqual(apps.length, Object.keys(documents).length + steps.length);
      const sources = apps.flatMap((app) => ["main.ts", "app", "generated"].map((path) => join("..", app, path)));
      await run(join(folder, "first_app"), ["check", ...sources], "The types");
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
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
