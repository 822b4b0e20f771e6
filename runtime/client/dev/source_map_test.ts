import { deepStrictEqual, strictEqual } from "node:assert";
import * as esbuild from "esbuild";
import { originalPlace, type SourceMap } from "./source_map.ts";

Deno.test("originalPlace() finds the author's line and column", async () => {
  const text = "type A = {\n  n: number;\n};\n\nexport function view(a: A): number {\n  return missing(a.n);\n}\n";
  const { code, map } = await esbuild.transform(text, { loader: "ts", sourcemap: "external", sourcefile: "a.ts" });
  await esbuild.stop();
  const lines = code.split("\n");
  const line = lines.findIndex((content) => content.includes("missing")) + 1;
  const column = lines[line - 1].indexOf("missing") + 1;
  deepStrictEqual(originalPlace(JSON.parse(map) as SourceMap, line, column), {
    source: "a.ts",
    line: 6,
    column: 10,
    text,
  });
  strictEqual(originalPlace({ sources: [], sourcesContent: [], mappings: "" }, 3, 1), undefined);
});
