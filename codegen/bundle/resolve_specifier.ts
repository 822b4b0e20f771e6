/**
 * Says what an import of browser code means, before esbuild looks at the disk.
 */
import { isBuiltin } from "node:module";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type ImportMap, mapSpecifier, npmName } from "./import_map.ts";

/** What an import leads to. */
export type Target =
  /** A file on this disk, by its absolute path. */
  | { readonly kind: "file"; readonly path: string }
  /** A file of Rally, by its path in the package. */
  | { readonly kind: "rally"; readonly path: string }
  /** A package in `node_modules`, or a subpath of one. */
  | { readonly kind: "npm"; readonly name: string }
  /** A module that only the server has; `source` is the file of Rally whose names it exports, if it is one of Rally's. */
  | { readonly kind: "server"; readonly name: string; readonly source?: string }
  /** A module that no bundler for browsers can fetch: `jsr:`, `https:` and the like. */
  | { readonly kind: "remote"; readonly specifier: string };

/** The files behind the names of `@rally/rally` that browser code may import. */
export const browserModules: Readonly<Record<string, string>> = {
  ".": "mod.ts",
  "./client": "runtime/client/boot.ts",
  "./preact": "runtime/client/preact_component.ts",
  "./wire": "runtime/wire/mod.ts",
};

/** The files behind those that stay on the server. */
export const serverModules: Readonly<Record<string, string>> = {
  "./cli": "cli.ts",
  "./db": "db/mod.ts",
  "./lint": "lint/mod.ts",
  "./server": "runtime/server/mod.ts",
  "./testing": "runtime/testing/mod.ts",
};

/** Resolves an import of an app file or of one of Rally's. */
export function resolveSpecifier(
  specifier: string,
  from: { readonly directory: string; readonly root: string; readonly importMap: ImportMap },
): Target {
  if (/^\.{1,2}\//.test(specifier) || specifier.startsWith("/")) {
    return { kind: "file", path: resolve(from.directory, specifier) };
  }
  const mapped = rallyName(specifier) === undefined ? mapSpecifier(from.importMap, specifier) : specifier;
  if (/^\.{1,2}\//.test(mapped) || mapped.startsWith("/")) return { kind: "file", path: resolve(from.root, mapped) };
  if (mapped.startsWith("file:")) return { kind: "file", path: fileURLToPath(mapped) };
  const subpath = rallyName(mapped);
  if (subpath !== undefined) return rallyTarget(subpath);
  const name = npmName(mapped);
  if (name !== undefined) return packageTarget(name);
  if (mapped.startsWith("node:")) return { kind: "server", name: mapped };
  if (/^[a-z][a-z+.-]*:/.test(mapped)) return { kind: "remote", specifier: mapped };
  return isBuiltin(mapped) ? { kind: "server", name: `node:${mapped}` } : packageTarget(mapped);
}

/** The subpath (`.`, `./server`) of an import of Rally, by its name or as a JSR specifier; otherwise `undefined`. */
export function rallyName(specifier: string): string | undefined {
  const match = /^(?:jsr:\/?)?@rally\/rally(?:@[^/]*)?(\/.*)?$/.exec(specifier);
  return match ? `.${match[1] ?? ""}` : undefined;
}

/** Of all packages zod alone is known to be of no use in a browser: contracts are light there. */
function packageTarget(name: string): Target {
  return name === "zod" || name.startsWith("zod/") ? { kind: "server", name } : { kind: "npm", name };
}

function rallyTarget(subpath: string): Target {
  // The browser's JSX runtime is Preact's, whatever the server's compiler options name.
  if (subpath === "./jsx-runtime") return { kind: "npm", name: "preact/jsx-runtime" };
  const path = browserModules[subpath];
  if (path !== undefined) return { kind: "rally", path };
  return { kind: "server", name: `@rally/rally${subpath.slice(1)}`, source: serverModules[subpath] };
}
