import { deepStrictEqual, strictEqual } from "node:assert";
import { readFile } from "node:fs/promises";
import { browserModules, rallyName, resolveSpecifier, serverModules, type Target } from "./resolve_specifier.ts";

const importMap = {
  "~/": "./app/",
  rally: "jsr:@rally/rally@^0.1.0",
  z: "npm:zod@^4",
  events: "npm:events@3",
  "@std/path": "jsr:@std/path@1",
};

function target(specifier: string): Target {
  return resolveSpecifier(specifier, { directory: "/app/app/pages", root: "/app", importMap });
}

Deno.test("resolveSpecifier() finds files from the importer, and mapped ones from the root", () => {
  deepStrictEqual(target("../topics.ts"), { kind: "file", path: "/app/app/topics.ts" });
  deepStrictEqual(target("~/topics.ts"), { kind: "file", path: "/app/app/topics.ts" });
  deepStrictEqual(target("file:///app/a%20b.ts"), { kind: "file", path: "/app/a b.ts" });
});

Deno.test("resolveSpecifier() finds Rally by its name, by JSR and through the import map", () => {
  for (const name of ["@rally/rally", "jsr:@rally/rally@^0.1.0", "jsr:/@rally/rally", "rally"]) {
    deepStrictEqual(target(name), { kind: "rally", path: "mod.ts" });
    deepStrictEqual(target(`${name}/wire`), { kind: "rally", path: "runtime/wire/mod.ts" });
    deepStrictEqual(target(`${name}/jsx-runtime`), { kind: "npm", name: "preact/jsx-runtime" });
    deepStrictEqual(target(`${name}/server`), {
      kind: "server",
      name: "@rally/rally/server",
      source: "runtime/server/mod.ts",
    });
  }
  strictEqual(rallyName("@rally/rally-extras"), undefined);
});

Deno.test("resolveSpecifier() knows what only the server has", () => {
  deepStrictEqual(target("node:sqlite"), { kind: "server", name: "node:sqlite" });
  deepStrictEqual(target("fs"), { kind: "server", name: "node:fs" });
  deepStrictEqual(target("zod"), { kind: "server", name: "zod" });
  deepStrictEqual(target("npm:zod@4.6.7/mini"), { kind: "server", name: "zod/mini" });
  deepStrictEqual(target("z"), { kind: "server", name: "zod" });
});

Deno.test("resolveSpecifier() leaves packages to node_modules and registries outside", () => {
  deepStrictEqual(target("preact/hooks"), { kind: "npm", name: "preact/hooks" });
  deepStrictEqual(target("npm:preact@11/hooks"), { kind: "npm", name: "preact/hooks" });
  deepStrictEqual(target("events"), { kind: "npm", name: "events" });
  deepStrictEqual(target("zod-to-json-schema"), { kind: "npm", name: "zod-to-json-schema" });
  deepStrictEqual(target("@std/path/posix"), { kind: "remote", specifier: "jsr:@std/path@1/posix" });
  deepStrictEqual(target("https://example.com/a.ts"), { kind: "remote", specifier: "https://example.com/a.ts" });
});

Deno.test("browserModules and serverModules name every export of the package", async () => {
  const { exports } = JSON.parse(await readFile(new URL("../../deno.json", import.meta.url), "utf8"));
  // These two are other files in the browser.
  const { "./jsx-runtime": _runtime, "./preact": _preact, ...modules } = exports;
  const known = Object.entries({ ...browserModules, ...serverModules }).filter(([name]) => name !== "./preact").map((
    [name, path],
  ) => [name, `./${path}`]);
  deepStrictEqual(Object.fromEntries(known.sort()), Object.fromEntries(Object.entries(modules).sort()));
});
