import { deepStrictEqual } from "node:assert";
import { checkCycles } from "./check_cycles.ts";

function cycles(files: Record<string, string>): string[] {
  return checkCycles(Object.entries(files).map(([path, text]) => ({ path, text })), [])
    .map(({ file, line, message }) => `${file}:${line}: ${message}`);
}

Deno.test("checkCycles shows the whole way round, at the import that closes it", () => {
  deepStrictEqual(
    cycles({
      "a.ts": 'import "./b.ts";',
      "b.ts": '\nexport { c } from "./c.ts";',
      "c.ts": 'import { a } from "./a.ts";',
    }),
    ["c.ts:1: cycle: got a.ts -> b.ts -> c.ts -> a.ts, expected no way back"],
  );
});

Deno.test("checkCycles passes over types and dynamic imports", () => {
  const back = ['import type { A } from "./a.ts";', 'import { type A } from "./a.ts";', 'await import("./a.ts");'];
  for (const text of back) deepStrictEqual(cycles({ "a.ts": 'import "./b.ts";', "b.ts": text }), []);
});

Deno.test("checkCycles lets two files share a third", () => {
  deepStrictEqual(cycles({ "a.ts": 'import "./b.ts";\nimport "./c.ts";', "b.ts": 'import "./c.ts";', "c.ts": "" }), []);
});
