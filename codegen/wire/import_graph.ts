/**
 * Which files of an app a module is made of, so that a module is not imported again while none of them has changed.
 */
import { dirname, join, relative } from "node:path";
import type { ImportMap } from "../bundle/import_map.ts";
import { resolveSpecifier } from "../bundle/resolve_specifier.ts";
import type { SourceFile } from "../files.ts";
import { memoize } from "../memoize.ts";
import { parsePage } from "../routes/parse_page.ts";
import { routesFile } from "../routes/write_routes.ts";

/** Where an app lies, and what its names stand for. */
export interface GraphOptions {
  /** The app's folder, absolute. */
  readonly root: string;
  readonly importMap: ImportMap;
}

/** What a module is made of: itself and all that it imports; `undefined` when not all of it is known. */
export type ImportGraph = (file: string) => ReadonlySet<SourceFile> | undefined;

/**
 * Reads imports out of the files below `app/`, generated ones included. A module that reaches a local file outside of
 * them, or imports something while it runs, is one of which not all is known. Packages stay as they are while a process
 * lives.
 */
export function importGraphs({ root, importMap }: GraphOptions): (files: readonly SourceFile[]) => ImportGraph {
  const localImports = memoize((source: SourceFile): readonly string[] | undefined => {
    if (/\bimport\s*\(/.test(source.text)) return undefined;
    const directory = dirname(join(root, source.path));
    return parsePage(source).imports.flatMap((specifier) => {
      const target = resolveSpecifier(specifier, { directory, root, importMap });
      return target.kind === "file" ? [relative(root, target.path).replaceAll("\\", "/")] : [];
    });
  });

  return (files) => {
    const byPath = new Map(files.map((file) => [file.path, file]));
    return (file) => {
      const found = new Set<SourceFile>();
      const waiting = [file];
      for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
        // Links are made from the contracts: no contract is made from links.
        if (path === routesFile) continue;
        const source = byPath.get(path);
        const imports = source && localImports(source);
        if (!source || !imports) return undefined;
        if (found.has(source)) continue;
        found.add(source);
        waiting.push(...imports);
      }
      return found;
    };
  };
}
