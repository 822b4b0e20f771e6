/**
 * Finds out whether a command stands in an app, before it does anything there.
 *
 * @module
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
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
 * Refuses a folder that has not been built.
 *
 * @throws {CommandError} Of kind `failed`.
 */
export function checkBuilt(root: string): void {
  const missing = ["dist/server.js", "dist/manifest.json"].find((path) => !existsSync(join(root, path)));
  if (missing === undefined) return;
  throw failed(`Nothing has been built: "${missing}" is missing in "${root}"`, "Run deno task build first");
}

/** The parsed `deno.json` of an app, or an empty object where there is none that can be read. */
export function readConfig(root: string): unknown {
  try {
    return JSON.parse(readFileSync(join(root, "deno.json"), "utf8"));
  } catch {
    return {};
  }
}
