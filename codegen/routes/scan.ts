/**
 * Finds the pages of an app: every file below `app/pages/` with its route, its layouts and what it exports.
 */
import type { SourceFile } from "../files.ts";
import { memoize } from "../memoize.ts";
import type { Problem } from "../problem.ts";
import { pageFileOf, type PartKind } from "./page_file.ts";
import { type ContractCall, type PageExport, parsePage } from "./parse_page.ts";

/** One file of the tree. */
export interface PagePart {
  /** Unique in the app and an identifier: `games_id`, `admin_layout`. */
  readonly id: string;
  readonly kind: PartKind;
  /** Relative to the app's root: `app/pages/games/[id].tsx`. */
  readonly file: string;
  /** The route pattern that the file's place gives: `/games/:id`. */
  readonly path: string;
  /** The names of the parameters of the path, in order. */
  readonly params: readonly string[];
  /** What the file exports, types left out. */
  readonly exports: readonly PageExport[];
  /** The ids of the layouts around it, outermost first. */
  readonly layouts: readonly string[];
  /** `undefined` when there is no contract, or none that is written as a direct call. */
  readonly contractCall: ContractCall | undefined;
}

/** The parts of an app by the path of their files, and the mistakes of names and syntax. */
export function scanPages(files: readonly SourceFile[]): { parts: PagePart[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const found = files
    .flatMap((file) => {
      const place = placeOf(file);
      return place ? [{ file, place }] : [];
    })
    .sort((left, right) => left.file.path < right.file.path ? -1 : 1);
  const layouts = new Map(
    found.filter(({ place }) => place.kind === "layout").map(({ place }) => [place.folder, place.id]),
  );
  const parts = found.map(({ file, place }): PagePart => {
    const { exports, contractCall, problems: syntax } = parsePage(file);
    problems.push(...syntax);
    problems.push(...place.mistakes.map(([message, hint]) => ({ file: file.path, line: 1, column: 1, message, hint })));
    const { id, kind, path, params } = place;
    const around = foldersAbove(place.folder).flatMap((folder) => layouts.get(folder) ?? []);
    return {
      id,
      kind,
      file: file.path,
      path,
      params,
      exports,
      layouts: around.filter((other) => other !== id),
      contractCall,
    };
  });
  return { parts, problems };
}

const placeOf = memoize(({ path }: SourceFile) => pageFileOf(path));

/** `a/b` gives the root, `a` and `a/b`. */
function foldersAbove(folder: string): string[] {
  if (folder === "") return [""];
  const names = folder.split("/");
  return ["", ...names.map((_, i) => names.slice(0, i + 1).join("/"))];
}
