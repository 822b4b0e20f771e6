import { deepStrictEqual, strictEqual } from "node:assert";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { serverFailure } from "./server_failure.ts";

const files: Readonly<Record<string, string>> = {
  "app/pages/sql/queries.ts": "// Generated\nreadText(values[1]);\n",
  "generated/routes.ts": "// Generated\nlink();\n",
  "app/pages/(plain)/imprint.tsx": "\nthrow new Error();\n",
  "app/pages/index.tsx": "// A page\n\nawait latestGuests(db);\n",
};

/** The place that is shown of an error with these lines in its stack, seen from the app's folder, and the marked line. */
function shownPlace(places: readonly string[]): readonly unknown[] {
  const root = mkdtempSync(join(tmpdir(), "rally-failure-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const error = new TypeError("Cannot read column");
  error.stack = [
    "TypeError: Cannot read column",
    ...places.map((place) => `    at f (${pathToFileURL(root)}/${place})`),
  ]
    .join("\n");
  const { place, frame } = serverFailure(root, "page /", error);
  rmSync(root, { recursive: true });
  return [place?.file, place?.line, frame?.find(({ caret }) => caret !== undefined)?.text];
}

Deno.test("serverFailure() shows the line of the app that called generated code, not the generated one", () => {
  deepStrictEqual(
    shownPlace(["node_modules/x/y.ts:1:1", "app/pages/sql/queries.ts:2:1", "app/pages/index.tsx:3:7"]),
    ["app/pages/index.tsx", 3, "await latestGuests(db);"],
  );
  deepStrictEqual(shownPlace(["generated/routes.ts:2:1", "app/pages/index.tsx:3:7"])[0], "app/pages/index.tsx");
});

Deno.test("serverFailure() finds pages of groups, and modules that were replaced", () => {
  deepStrictEqual(shownPlace(["app/pages/(plain)/imprint.tsx?v=3:2:5"]), [
    "app/pages/(plain)/imprint.tsx",
    2,
    "throw new Error();",
  ]);
});

Deno.test("serverFailure() shows generated code where no line of the app is known", () => {
  strictEqual(shownPlace(["node_modules/x/y.ts:1:1", "app/pages/sql/queries.ts:2:1"])[0], "app/pages/sql/queries.ts");
});
