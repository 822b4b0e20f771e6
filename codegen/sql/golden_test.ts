/**
 * The golden corpus: `tests/golden/sql/<case>/` holds migrations, queries, and what comes of them: `expected/` with the
 * generated files, or `problems.txt`. `UPDATE_GOLDEN=1` writes the results over them.
 */
import assert from "node:assert";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { SourceFile } from "../files.ts";
import { formatProblems } from "../problem.ts";
import { createSqlGenerator, type GeneratedSql, type SqlSources } from "./mod.ts";

const root = fileURLToPath(new URL("../../tests/golden/sql", import.meta.url));
const repository = fileURLToPath(new URL("../..", import.meta.url));
const cases = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
const isUpdate = Deno.env.get("UPDATE_GOLDEN") === "1";

for (const name of cases.sort()) {
  Deno.test(`SQL of the golden case ${name}`, () => {
    const folder = join(root, name);
    const files = readTree(folder);
    const migrations = files.filter(({ path }) => path.startsWith("migrations/"))
      .map(({ path, text }) => ({ path: `db/${path}`, text }));
    const queries = files.filter(({ path }) => path.startsWith("app/"));
    const result = generateSql({ migrations, queries });
    const actual = new Map(result.files.map(({ path, text }) => [`expected/${path}`, text]));
    if (result.problems.length > 0) actual.set("problems.txt", formatProblems(result.problems));
    if (isUpdate) update(folder, actual);
    const isExpected = (path: string) => path.startsWith("expected/") || path === "problems.txt";
    const expected = new Map(
      readTree(folder).filter(({ path }) => isExpected(path)).map(({ path, text }) => [path, text]),
    );
    assert.deepStrictEqual([...actual.keys()].sort(), [...expected.keys()].sort());
    for (const [path, text] of actual) assert.strictEqual(text, expected.get(path), path);
    assert.deepStrictEqual(
      generateSql({ migrations, queries: queries.toReversed() }),
      result,
      "Order of files matters",
    );
    const elsewhere = queries.map(({ path, text }) => ({ path, text: text.replaceAll("\n", "\r\n") }));
    assert.deepStrictEqual(generateSql({ migrations, queries: elsewhere }), result, "Line ends matter");
  });
}

Deno.test("SQL writes files that deno fmt leaves as they are", () => {
  const files = cases.flatMap((name) => generatedOf(name)).map(({ path }) => path);
  assert.ok(files.length >= 20);
  execFileSync("deno", ["fmt", "--check", "--no-config", "--line-width=120", ...files], { stdio: "pipe" });
});

Deno.test("SQL writes files that type-check", () => {
  const files = cases.flatMap((name) => generatedOf(name)).map(({ path }) => path);
  execFileSync("deno", ["check", "-q", ...files], { stdio: "pipe", cwd: repository });
});

function generateSql(sources: SqlSources): GeneratedSql {
  const generator = createSqlGenerator();
  try {
    return generator.generate(sources);
  } finally {
    generator.close();
  }
}

function generatedOf(name: string): SourceFile[] {
  const folder = join(root, name);
  return readTree(folder).filter(({ path }) => path.startsWith("expected/"))
    .map(({ path, text }) => ({ path: join(folder, path), text }));
}

function readTree(folder: string): SourceFile[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(
    (entry) => {
      const path = join(entry.parentPath, entry.name);
      return { path: path.slice(folder.length + 1), text: readFileSync(path, "utf8") };
    },
  ).sort((left, right) => left.path < right.path ? -1 : 1);
}

function update(folder: string, files: ReadonlyMap<string, string>): void {
  rmSync(join(folder, "expected"), { recursive: true, force: true });
  rmSync(join(folder, "problems.txt"), { force: true });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
