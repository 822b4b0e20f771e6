/**
 * Imports modules of the app again after they have changed. A module is read anew when its URL is another one, so a
 * changed file and all that import it get a version; everything else stays the module that it was, with its state.
 *
 * @module
 */
import { registerHooks } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** The modules of one app. */
export interface ModuleVersions {
  /** Imports a file; with all other `changed` files it is read anew. */
  renew(changed: readonly string[]): void;
  import(file: string): Promise<unknown>;
}

/** @param root The app's folder; files are named relative to it. */
export function createModuleVersions(root: string): ModuleVersions {
  const versions = new Map<string, number>();
  let last = 0;
  const urlOf = (file: string) => pathToFileURL(join(root, file)).href;

  registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context);
      const [url] = found.url.split("?");
      const version = versions.get(url);
      return version === undefined ? found : { ...found, url: `${url}?v=${version}`, shortCircuit: true };
    },
  });

  return {
    renew(changed) {
      last += 1;
      for (const file of changed) versions.set(urlOf(file), last);
    },
    import: (file) => import(urlOf(file)),
  };
}
