import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { sectionsOf, tryMistake, writeShown } from "./shown_files.ts";

const document = `# A page

\`\`\`sh
deno task dev
\`\`\`

## One

\`\`\`ts ignore
// app/a.ts
one();

two();
two();
\`\`\`

## Nothing to write

## Two

\`\`\`diff
// app/a.ts
-one();
+three();

 two();
@@
 two();
+four();
\`\`\`
`;

Deno.test("sectionsOf finds the files of each section, and writeShown writes them and their changes", () => {
  const sections = sectionsOf(document);
  deepStrictEqual(sections.map(({ title, files }) => [title, files.length]), [["One", 1], ["Two", 1]]);
  const app = Deno.makeTempDirSync();
  const write = (text: string, isChange: boolean) => writeShown(app, { path: "app/a.ts", text, isChange });
  const written = () => readFileSync(join(app, "app/a.ts"), "utf8");

  throws(() => write("+five();\n", true), /app\/a\.ts is changed before it is shown/);
  for (const { files } of sections.slice(0, 1)) for (const file of files) writeShown(app, file);
  strictEqual(written(), "one();\n\ntwo();\ntwo();\n");
  throws(() => writeShown(app, sections[1].files[0]), /2 places for this change:\n two\(\);/);
  throws(() => write(" six();\n+five();\n", true), /0 places/);
  write(" one();\n \n-two();\n+three();\n", true);
  strictEqual(written(), "one();\n\nthree();\ntwo();\n");
  rmSync(app, { recursive: true });
});

const mistakes = `## One

\`\`\`sql
-- app/sql/a.sql
SELECT 1 AS a
\`\`\`

\`\`\`ts ignore
// in queries.ts
export interface ARow {

export async function a(
\`\`\`

\`\`\`sql mistake
-- app/sql/a.sql
SELECT a
\`\`\`

\`\`\`text
app/sql/a.sql:1:8: no such column: a
\`\`\`

\`\`\`sql mistake
-- app/sql/b.sql
SELECT b
\`\`\`

## Two

\`\`\`sh
deno task sql check
\`\`\`

\`\`\`text
fine
\`\`\`
`;

Deno.test("sectionsOf finds mistakes and commands with what is said of them, and tryMistake undoes mistakes", async () => {
  const [{ files, generated }, { commands }] = sectionsOf(mistakes);
  const told = files.map((file) => file.told);
  deepStrictEqual(told, [undefined, "app/sql/a.sql:1:8: no such column: a\n", ""]);
  deepStrictEqual(generated, ["export interface ARow {", "export async function a("]);
  deepStrictEqual(commands, [{ args: ["task", "sql", "check"], printed: "fine\n" }]);
  const app = Deno.makeTempDirSync();
  const read = (path: string) => readFileSync(join(app, path), "utf8");
  const [right, changed, added] = files;
  writeShown(app, right);
  await tryMistake(app, changed, async () => strictEqual(await read("app/sql/a.sql"), "SELECT a\n"));
  strictEqual(read("app/sql/a.sql"), "SELECT 1 AS a\n");
  await tryMistake(app, added, async () => strictEqual(await read("app/sql/b.sql"), "SELECT b\n"));
  strictEqual(existsSync(join(app, "app/sql/b.sql")), false);
  rmSync(app, { recursive: true });
});
