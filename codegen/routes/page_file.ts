/**
 * What the place of a file below `app/pages/` says: its kind, its id, its route. `scan.ts` calls it for every file.
 */

/** What a file of the tree is. */
export type PartKind = "page" | "layout" | "not_found" | "error";

/** A file of the tree as its place describes it. */
export interface PageFile {
  readonly kind: PartKind;
  /** Unique in the app and an identifier: `games_id`. */
  readonly id: string;
  /** The route pattern: `/games/:id`, `/docs/:path*`. A layout's path keeps its groups: `/(admin)`. */
  readonly path: string;
  /** The names of the parameters, in order. */
  readonly params: readonly string[];
  /** The folder below `app/pages`, without slashes at the ends; empty for the root. */
  readonly folder: string;
  /** What is wrong with the names, as `[message, hint]`. */
  readonly mistakes: readonly (readonly [message: string, hint: string])[];
}

/** The folder of all pages. */
export const pagesFolder = "app/pages/";

/**
 * Reads the place of a file. `undefined` for what is no route: everything that is no `.tsx` file, `sql/` folders, tests,
 * and names that begin with `_`.
 */
export function pageFileOf(file: string): PageFile | undefined {
  if (!file.startsWith(pagesFolder) || !file.endsWith(".tsx") || file.endsWith("_test.tsx")) return undefined;
  const names = file.slice(pagesFolder.length, -".tsx".length).split("/");
  if (names.some((name) => name.startsWith("_")) || names.slice(0, -1).includes("sql")) return undefined;
  const base = names.at(-1)!;
  const kind = base === "layout" || base === "not_found" || base === "error" ? base : "page";
  const folders = names.slice(0, -1);
  const parts = (kind === "layout" || base === "index" ? folders : names).map(partOf);
  const params = parts.flatMap((part) => part.param ?? []);
  const inPath = parts.filter((part) => kind === "layout" || part.type !== "group");
  return {
    kind,
    id: idOf(base === "index" && folders.length > 0 ? folders : names),
    path: `/${inPath.map((part) => part.text).join("/")}`,
    params,
    folder: folders.join("/"),
    mistakes: [
      ...parts.flatMap((part, i) => mistakesOf(part, names[i]!, { last: i === names.length - 1 })),
      ...repeated(params),
    ],
  };
}

interface Part {
  readonly type: "static" | "param" | "rest" | "group";
  /** As it stands in the route pattern. */
  readonly text: string;
  readonly param?: string;
}

function partOf(name: string): Part {
  const [, rest] = /^\[\.\.\.(.*)\]$/.exec(name) ?? [];
  if (rest !== undefined) return { type: "rest", text: `:${rest}*`, param: rest };
  const [, param] = /^\[(.*)\]$/.exec(name) ?? [];
  if (param !== undefined) return { type: "param", text: `:${param}`, param };
  return { type: /^\(.*\)$/.test(name) ? "group" : "static", text: name };
}

/** An identifier out of all names: `games/[id]` is `games_id`. */
function idOf(names: readonly string[]): string {
  const id = names.map((name) => name.replace(/[[\]()]|\.\.\./g, "")).join("_").replace(/\W/g, "_");
  return /^\d/.test(id) ? `_${id}` : id;
}

function mistakesOf(part: Part, name: string, { last }: { last: boolean }): [string, string][] {
  const isName = /^[A-Za-z_]\w*$/;
  if (part.param !== undefined && !isName.test(part.param)) {
    return [[
      `Name of a parameter: got "${name}", expected an identifier between the brackets`,
      "Rename it so that letters, digits and _ stand between the brackets, e.g. [id].tsx or [...path].tsx",
    ]];
  }
  if (part.type === "rest" && !last) {
    return [[`Catch-all parameter: got the folder "${name}", expected a file`, `Rename it to ${name}.tsx`]];
  }
  if (part.type === "group" ? !/^\([\w-]+\)$/.test(name) : part.type === "static" && !/^[\w.~-]+$/.test(name)) {
    return [[
      `Name of a file or folder: got "${name}", expected letters, digits, ".", "-", "_" and "~"`,
      "Rename it; a name between brackets is a parameter, one between parentheses a group that leaves the path as it is",
    ]];
  }
  return [];
}

function repeated(params: readonly string[]): [string, string][] {
  return params.filter((name, i) => params.indexOf(name) !== i).map((name) => [
    `Parameters of a path: got "${name}" twice, expected each name once`,
    `Rename one of the files or folders called [${name}]`,
  ]);
}
