import { deepStrictEqual, match, strictEqual } from "node:assert";
import { checkLayers } from "./check_layers.ts";
import type { Package } from "./repository.ts";

const packages: Package[] = [
  { name: "@rally/rally", configFile: "deno.json", exports: { ".": "mod.ts", "./server": "runtime/server/mod.ts" } },
];

function messages(path: string, text: string): string[] {
  return checkLayers([{ path, text }], packages).map(({ file, line, column, message }) =>
    `${file}:${line}:${column}: ${message}`
  );
}

Deno.test("checkLayers names both folders and the place of an import that points up", () => {
  deepStrictEqual(messages("runtime/client/boot.ts", 'import "preact";\nimport { app } from "../server/mod.ts";'), [
    "runtime/client/boot.ts:2:21: layer: got runtime/client -> runtime/server, " +
    "expected runtime/client to import runtime/wire, runtime/page",
  ]);
});

Deno.test("checkLayers sees types, exports from elsewhere, dynamic imports and imports by package name", () => {
  const server = "../server/mod.ts";
  strictEqual(messages("runtime/client/a.ts", `import type { A } from "${server}";`).length, 1);
  strictEqual(messages("runtime/client/a.ts", `export { a } from "${server}";`).length, 1);
  strictEqual(messages("runtime/client/a.ts", `const a = await import("${server}");`).length, 1);
  strictEqual(messages("runtime/client/a.ts", `type A = import("${server}").A;`).length, 1);
  strictEqual(messages("runtime/client/a.ts", 'import { a } from "@rally/rally/server";').length, 1);
});

Deno.test("checkLayers lets arrows point down and leaves tests alone", () => {
  deepStrictEqual(
    messages("runtime/server/a.ts", 'import "../live/a.ts";\nimport "../../db/mod.ts";\nimport "hono";'),
    [],
  );
  deepStrictEqual(messages("runtime/page/a_test.tsx", 'import { serve } from "@rally/rally/server";'), []);
});

Deno.test("checkLayers asks for a layer for every new folder", () => {
  match(
    messages("runtime/mail/send_mail.ts", "")[0],
    /got a file outside of every layer, expected one of runtime\/schema, runtime\/page,/,
  );
  deepStrictEqual(messages("tests/http/a.ts", 'import "../../runtime/server/mod.ts";'), []);
});

Deno.test("checkLayers keeps test helpers out of production code", () => {
  match(messages("runtime/server/a.ts", 'import "../testing/mod.ts";')[0], /got runtime\/server -> runtime\/testing/);
});

Deno.test("checkLayers holds templates to the public names", () => {
  const page = "templates/scoreboard/app/pages/index.tsx";
  deepStrictEqual(messages(page, 'import "@rally/rally/server";\nimport "../topics.ts";'), []);
  match(
    messages(page, 'import "../../../../runtime/page/send.ts";')[0],
    /got templates\/scoreboard -> runtime\/page\/send/,
  );
});
