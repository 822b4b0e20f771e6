import { deepStrictEqual, strictEqual } from "node:assert";
import { brief, differences } from "./differences.ts";

Deno.test("differences() names the places that differ, by path", () => {
  const before = { count: 1, game: { scores: [{ home: 1 }, { home: 2 }] }, same: { deep: [1] } };
  const after = {
    count: 2,
    game: { scores: [{ home: 1 }, { home: 3 }, { home: 4 }] },
    same: { deep: [1] },
    saving: true,
  };
  deepStrictEqual(differences(before, after), [
    { path: "count", before: "1", after: "2" },
    { path: "game.scores[1].home", before: "2", after: "3" },
    { path: "game.scores[2]", before: undefined, after: '{"home":4}' },
    { path: "saving", before: undefined, after: "true" },
  ]);
});

Deno.test("differences() compares dates, bigints and maps by what they hold", () => {
  deepStrictEqual(
    differences({ at: new Date(0), n: 1n, m: new Map([[1, 2]]) }, { at: new Date(0), n: 1n, m: new Map([[1, 2]]) }),
    [],
  );
  strictEqual(differences({ n: 1n }, { n: 2n })[0].after, "2n");
});

Deno.test("brief() cuts long values and survives circles", () => {
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  strictEqual(brief(circle), "[object Object]");
  strictEqual(brief("x".repeat(200), 10), '"xxxxxxxxx…');
});
