/**
 * Finds the `not_found.tsx` and `error.tsx` that count for a folder, and for an address at which no page stands.
 *
 * @module
 */
import { posix } from "node:path";
import { compileRoutes, type PathStrings } from "../route/match.ts";
import type { AppTable, PageEntry } from "./app_table.ts";

/** Which of the two. */
export type SpecialKind = "notFound" | "error";

/** The special pages of an app. */
export interface SpecialPages {
  /** The one in this folder, or in the nearest folder above it. */
  above(kind: SpecialKind, folder: string): PageEntry | undefined;
  /** The `not_found.tsx` of the longest beginning of a path, with the parameters of that beginning. */
  atPath(path: string): { readonly page: PageEntry; readonly params: PathStrings } | undefined;
}

/** Builds the look-up tables. */
export function createSpecialPages({ notFound, error }: Pick<AppTable, SpecialKind>): SpecialPages {
  const byFolder = { notFound: foldersOf(notFound), error: foldersOf(error) };
  const byPattern = new Map<string, PageEntry>();
  // Folders in parentheses share their path with the folder above: the one with fewer of them comes first, and counts.
  const taken = new Set<string>();
  for (const page of notFound.toSorted((left, right) => groupsOf(left) - groupsOf(right))) {
    for (const pattern of patternsOf(page)) {
      const form = pattern.replace(/:\w+/g, ":");
      if (!taken.has(form)) byPattern.set(pattern, page);
      taken.add(form);
    }
  }
  const match = compileRoutes([...byPattern.keys()]);

  return {
    above(kind, folder) {
      for (let at = folder;; at = posix.dirname(at)) {
        const page = byFolder[kind].get(at);
        if (page || at === posix.dirname(at)) return page;
      }
    },
    atPath(path) {
      const found = match(`/${path.split("/").filter((part) => part !== "").join("/")}`);
      const page = found && byPattern.get(found.path);
      return page && { page, params: found.params };
    },
  };
}

function foldersOf(pages: readonly PageEntry[]): ReadonlyMap<string, PageEntry> {
  return new Map(pages.map((page) => [posix.dirname(page.file), page]));
}

/** The path of the folder, and everything below it. The rest has no name, so that it takes no parameter's place. */
function patternsOf({ path }: PageEntry): readonly string[] {
  const folder = posix.dirname(path);
  return [folder, `${folder === "/" ? "" : folder}/:*`];
}

function groupsOf({ file }: PageEntry): number {
  return file.split("/").filter((name) => name.startsWith("(")).length;
}
