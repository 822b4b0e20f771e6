/**
 * Finds out whether a command stands in an app, before it does anything there.
 *
 * @module
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { failed } from "../core/command_error.ts";

/**
 * Refuses a folder that holds no app.
 *
 * @throws {CommandError} Of kind `failed`.
 */
export function checkAppFolder(root: string): void {
  if (existsSync(join(root, "app", "pages"))) return;
  throw failed(
    `"${root}" is no Rally app: it has no folder app/pages`,
    "Go to the app's folder, or write a new app with rally init my_app",
  );
}

/**
 * Refuses an app whose packages are not there: without them the browser's half cannot be bundled.
 *
 * @throws {CommandError} Of kind `failed`.
 */
export function checkPackages(root: string): void {
  // As npm packages are looked for: in the app's folder and in those around it.
  for (let folder = root; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, "node_modules"))) return;
  }
  throw failed(
    `The app's packages are not installed: "node_modules" is missing in "${root}"`,
    "Run deno install, or start with deno task dev, which installs them",
  );
}

/**
 * Refuses a folder that has not been built.
 *
 * @throws {CommandError} Of kind `failed`.
 */
export function checkBuilt(root: string): void {
  const missing = ["dist/server.js", "dist/manifest.json"].find((path) => !existsSync(join(root, path)));
  if (missing === undefined) return;
  throw failed(`Nothing has been built: "${missing}" is missing in "${root}"`, "Run deno task build first");
}

/**
 * The parsed `deno.json` or `deno.jsonc` of an app; an empty object where there is none.
 *
 * @throws {CommandError} Of kind `failed` when it cannot be parsed.
 */
export function readConfig(root: string): unknown {
  const name = ["deno.json", "deno.jsonc"].find((file) => existsSync(join(root, file)));
  if (name === undefined) return {};
  try {
    return JSON.parse(withoutComments(readFileSync(join(root, name), "utf8")));
  } catch (error) {
    throw failed(`Cannot read "${name}": ${error instanceof Error ? error.message : error}`, "Mend the JSON there");
  }
}

/** Deno allows comments and commas before a closing bracket. Strings are matched first, so that none is changed. */
function withoutComments(text: string): string {
  const keepStrings = (part: string) => part.startsWith('"') ? part : "";
  return text
    .replaceAll(/"(?:\\.|[^"\\])*"|\/\/[^\n]*|\/\*[^]*?\*\//g, keepStrings)
    .replaceAll(/"(?:\\.|[^"\\])*"|,(?=\s*[}\]])/g, keepStrings);
}
