/**
 * Which files of an app a module is made of, so that a module is not imported again while none of them has changed.
 */
import { dirname, join, relative } from "node:path";
import type { ImportMap } from "../bundle/import_map.ts";
import { resolveSpecifier } from "../bundle/resolve_specifier.ts";
import type { SourceFile } from "../files.ts";
import { parsePage } from "../routes/parse_page.ts";
import { routesFile } from "../routes/write_routes.ts";

/** What an {@linkcode importGraph} is made from. */
export interface GraphOptions {
  /** The app's folder, absolute. */
  readonly root: string;
  /** The files below `app/`, generated ones included. */
  readonly files: readonly SourceFile[];
  readonly importMap: ImportMap;
}

/** What a module is made of: itself and all that it imports; `undefined` when not all of it is known. */
export type ImportGraph = (file: string) => ReadonlySet<SourceFile> | undefined;

/**
 * Reads imports out of the text. A module that reaches a local file outside of `files`, or imports something while it
 * runs, is one of which not all is known. Packages stay as they are while a process lives.
 */
export function importGraph({ root, files, importMap }: GraphOptions): ImportGraph {
  const byPath = new Map(files.map((file) => [file.path, file]));

  function localImports({ path, text }: SourceFile, imports: readonly string[]): string[] | undefined {
    if (/\bimport\s*\(/.test(text)) return undefined;
    const directory = dirname(join(root, path));
    return imports.flatMap((specifier) => {
      const target = resolveSpecifier(specifier, { directory, root, importMap });
      return target.kind === "file" ? [relative(root, target.path).replaceAll("\\", "/")] : [];
    });
  }

  return (file) => {
    const found = new Set<SourceFile>();
    const waiting = [file];
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      // Links are made from the contracts: no contract is made from links.
      if (path === routesFile) continue;
      const source = byPath.get(path);
      const imports = source && localImports(source, parsePage(source).imports);
      if (!source || !imports) return undefined;
      if (found.has(source)) continue;
      found.add(source);
      waiting.push(...imports);
    }
    return found;
  };
}
