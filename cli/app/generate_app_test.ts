import { deepStrictEqual } from "node:assert";
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createAppGenerator, generateApp } from "./generate_app.ts";

const template = fileURLToPath(new URL("../../templates/scoreboard", import.meta.url));

/** What is done to the app, one after the other, and the generated files that it changes. */
const edits: readonly [what: string, edit: (app: App) => void, changed: readonly string[]][] = [
  ["nothing", () => {}, []],
  ["a view", ({ replace }) => replace("app/pages/standings.tsx", "<h1>Standings", "<h1>The standings"), []],
  [
    "a query",
    ({ replace }) => replace("app/pages/teams/sql/get_team.sql", "SELECT ", "SELECT 1 AS answer, "),
    ["app/pages/teams/sql/queries.ts"],
  ],
  [
    "a contract",
    ({ replace }) => replace("app/pages/games/index.tsx", "team: z.string()", "club: z.string()"),
    ["generated/routes.ts", "generated/wire/games.ts", "generated/wire/index.ts"],
  ],
  [
    "a schema that pages and topics share",
    ({ replace }) => replace("app/game.ts", "z.object({", "z.object({ venue: z.string().nullable(),"),
    ["admin_games", "games", "games_id", "index", "standings", "teams_slug", "topics"].map((id) =>
      `generated/wire/${id}.ts`
    ),
  ],
  [
    "a migration",
    ({ write }) => write("db/migrations/002_notes.sql", "CREATE TABLE notes (text TEXT NOT NULL) STRICT;\n"),
    ["generated/app.ts"],
  ],
  [
    "a query of the new table",
    ({ write }) => write("app/sql/list_notes.sql", "SELECT text FROM notes\n"),
    ["app/sql/queries.ts"],
  ],
  ["a query that is wrong", ({ replace }) => replace("app/sql/list_notes.sql", "SELECT text", "SELECT words"), []],
  [
    "a page that is wrong",
    ({ write }) => write("app/pages/notes.tsx", "export const view = () => nothing();\nlet"),
    [],
  ],
  ["the query mended", ({ replace }) => replace("app/sql/list_notes.sql", "words", "text"), []],
  [
    "the page mended",
    ({ write }) => write("app/pages/notes.tsx", "export const view = () => <p>Notes</p>;\n"),
    ["generated/app.ts", "generated/routes.ts", "generated/wire/notes.ts"],
  ],
  [
    "a page taken away",
    ({ remove }) => remove("app/pages/notes.tsx"),
    ["generated/app.ts", "generated/routes.ts"],
  ],
];

Deno.test("generating again after each edit gives what a fresh generator gives, and writes only that", async () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "rally_generate_")));
  cpSync(template, root, { recursive: true });
  const app = editApp(root);
  const generator = createAppGenerator(root);
  try {
    await generator.generate({ write: true });
    for (const [what, edit, expected] of edits) {
      edit(app);
      const again = await generator.generate({ write: true });
      const fresh = await generateApp(root, { write: false });
      deepStrictEqual(again.changed, expected, what);
      deepStrictEqual(again.problems, fresh.problems, what);
      deepStrictEqual([fresh.changed, fresh.left], [[], []], what);
      deepStrictEqual(
        [again.parts, again.contracts, again.bundleParts],
        [fresh.parts, fresh.contracts, fresh.bundleParts],
        what,
      );
    }
  } finally {
    generator.close();
    rmSync(root, { recursive: true });
  }
});

type App = ReturnType<typeof editApp>;

function editApp(root: string) {
  const write = (path: string, text: string) => writeFileSync(join(root, path), text);
  return {
    write,
    remove: (path: string) => rmSync(join(root, path)),
    replace(path: string, old: string, next: string) {
      const text = readFileSync(join(root, path), "utf8");
      if (!text.includes(old)) throw new Error(`${path} does not contain ${old}`);
      write(path, text.replace(old, next));
    },
  };
}
