import { deepStrictEqual, strictEqual } from "node:assert";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mapSpecifier, npmName, readImportMap } from "./import_map.ts";

Deno.test("mapSpecifier() takes the longest name", () => {
  const map = { "@/": "./app/", "@/lib/": "./lib/", preact: "npm:preact@^11", words: "./words.ts" };
  strictEqual(mapSpecifier(map, "@/a.ts"), "./app/a.ts");
  strictEqual(mapSpecifier(map, "@/lib/a.ts"), "./lib/a.ts");
  strictEqual(mapSpecifier(map, "words"), "./words.ts");
  strictEqual(mapSpecifier(map, "other"), "other");
  strictEqual(mapSpecifier(map, "toString"), "toString");
});

Deno.test("mapSpecifier() lets a package's name stand for its subpaths, but no other name", () => {
  const map = { preact: "npm:preact@^11", words: "./words.ts" };
  strictEqual(mapSpecifier(map, "preact/hooks"), "npm:preact@^11/hooks");
  strictEqual(mapSpecifier(map, "words/more"), "words/more");
  strictEqual(mapSpecifier(map, "preact-iso"), "preact-iso");
});

Deno.test("npmName() strips scheme and version", () => {
  strictEqual(npmName("npm:preact@^11/hooks"), "preact/hooks");
  strictEqual(npmName("npm:preact"), "preact");
  strictEqual(npmName("npm:/preact@11.2.0/"), "preact/");
  strictEqual(npmName("npm:@scope/name@1.0.0-rc.1/sub/path.js"), "@scope/name/sub/path.js");
  strictEqual(npmName("npm:@scope/name"), "@scope/name");
  strictEqual(npmName("preact"), undefined);
  strictEqual(npmName("jsr:@scope/name"), undefined);
});

Deno.test("readImportMap() reads deno.json and deno.jsonc, and needs neither", async () => {
  const root = await mkdtemp(join(tmpdir(), "rally_import_map_"));
  deepStrictEqual(await readImportMap(root), {});
  await writeFile(join(root, "deno.jsonc"), `{ // app\n "imports": { "a": "npm:a@1", "wrong": 1, }, }`);
  deepStrictEqual(await readImportMap(root), { a: "npm:a@1" });
  await writeFile(join(root, "deno.json"), `{ "imports": { "b": "./b.ts" } }`);
  deepStrictEqual(await readImportMap(root), { b: "./b.ts" });
  await rm(root, { recursive: true });
});
