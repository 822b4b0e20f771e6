/**
 * Where a running app finds its files: beside the built `server.js`, or in the sources of an app in development.
 *
 * @module
 */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folders of one app. */
export interface AppPaths {
  readonly root: string;
  readonly manifest: string;
  readonly assets: string;
  readonly static: string;
  /** Documents that the build has rendered; seldom there. */
  readonly prerendered: string;
  readonly migrations: string;
  readonly seeds: string;
}

/**
 * The folders of the app whose main module this is.
 *
 * @param mainModule The URL of `main.ts` or of the built `server.js`, as in `Deno.mainModule`.
 */
export function appPaths(mainModule: string): AppPaths {
  const root = dirname(fileURLToPath(mainModule));
  const built = existsSync(join(root, "manifest.json"));
  return {
    root,
    manifest: join(root, built ? "manifest.json" : ".rally/manifest.json"),
    assets: join(root, built ? "assets" : ".rally/assets"),
    static: join(root, "static"),
    prerendered: join(root, built ? "prerendered" : ".rally/prerendered"),
    migrations: join(root, built ? "migrations" : "db/migrations"),
    seeds: join(root, built ? "seeds" : "db/seeds"),
  };
}
