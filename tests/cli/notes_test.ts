import { deepStrictEqual, ok } from "node:assert";
import { readFileSync } from "node:fs";

const root = new URL("../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");

/** A file of tests, then the names of tests in it, as the table has them. */
const named = /`([\w/]+_test\.tsx?)`((?:, `[^`]+`)*)/g;
const patcher = /patcher((?:, `[^`]+`)+)/g;

/** Whether a file has a test of this name: without the mode that a loop gives it, and where `…` stands for its end. */
function hasTest(text: string, name: string): boolean {
  return text.includes(name.replace(/(?: in (?:the \w+ theme|live mode))?(?:, with every page live| \d)?$|, …$/, ""));
}

Deno.test("the table of what a client must not forget has 46 rows, and names tests that exist", () => {
  const rows = read("docs/notes/live_client.md").split("\n").filter((line) => /^\| \d+ /.test(line));
  deepStrictEqual(rows.map((row) => Number(row.split("|")[1])), Array.from({ length: 46 }, (_, at) => at + 1));
  const missing: string[] = [];
  let count = 0;
  for (const row of rows) {
    const [, number, , what = "", test = ""] = row.split("|");
    const files = [...test.matchAll(named)].map(([, file = "", names = ""]) => [file, names] as const);
    const steps = [...test.matchAll(patcher)].map(([, names = ""]) => ["patcher", names] as const);
    for (const [file, names] of [...files, ...steps]) {
      const path = file === "patcher"
        ? "runtime/client/live/patcher_browser_test.ts"
        : file.includes("/")
        ? file
        : `tests/browser/${file}`;
      const text = read(path);
      for (const [, name = ""] of names.matchAll(/`([^`]+)`/g)) {
        count++;
        if (!hasTest(text, name)) missing.push(`${number?.trim()}: ${path}: ${name}`);
      }
    }
    const isExplained = /Does not apply|Second part/.test(what);
    ok(isExplained || files.length + steps.length > 0, `row ${number} names no test`);
  }
  deepStrictEqual(missing, []);
  ok(count > 60, `${count} tests`);
});
