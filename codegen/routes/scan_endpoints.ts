/**
 * Finds the endpoints of an app: the files of `app/api/`, each of which exports a Hono app.
 */
import type { SourceFile } from "../files.ts";
import type { Problem } from "../problem.ts";
import { parsePage } from "./parse_page.ts";
import type { PagePart } from "./scan.ts";

/** One file of `app/api/`. */
export interface Endpoint {
  /** An identifier: `api_games_export`. */
  readonly id: string;
  /** Relative to the app's root: `app/api/games/export.ts`. */
  readonly file: string;
  /** Where it is mounted: `/api/games/export`. */
  readonly path: string;
}

/** The endpoints by the path of their files, and the mistakes in them. */
export function scanEndpoints(
  files: readonly SourceFile[],
  parts: readonly PagePart[],
): { endpoints: Endpoint[]; problems: Problem[] } {
  const found = files.filter(({ path }) => isEndpoint(path)).sort((left, right) => left.path < right.path ? -1 : 1);
  const endpoints = found.map(endpointOf);
  const taken = new Map(parts.filter(({ kind }) => kind === "page").map(({ path, file }) => [path, file]));
  const problems = endpoints.flatMap((endpoint, at) => {
    const other = taken.get(endpoint.path);
    taken.set(endpoint.path, other ?? endpoint.file);
    return [...checkFile(endpoint, found[at]!), ...(other === undefined ? [] : [duplicate(endpoint, other)])];
  });
  return { endpoints, problems };
}

const folder = "app/api/";

function isEndpoint(path: string): boolean {
  if (!path.startsWith(folder) || !path.endsWith(".ts") || path.endsWith("_test.ts")) return false;
  const names = path.slice(folder.length).split("/");
  return !names.some((name) => name.startsWith("_")) && !names.slice(0, -1).includes("sql");
}

function endpointOf({ path: file }: SourceFile): Endpoint {
  const names = file.slice("app/".length, -".ts".length).split("/");
  const inPath = names.at(-1) === "index" ? names.slice(0, -1) : names;
  return { id: names.join("_").replace(/\W/g, "_"), file, path: `/${inPath.join("/")}` };
}

function checkFile({ file, path }: Endpoint, source: SourceFile): Problem[] {
  const { exports, problems } = parsePage(source);
  const at = { file, line: 1, column: 1 };
  const wrong = path.slice(1).split("/").find((name) => !/^[\w.~-]+$/.test(name));
  return [
    ...problems,
    ...(wrong === undefined ? [] : [{
      ...at,
      message: `Name of a file or folder: got "${wrong}", expected letters, digits, ".", "-", "_" and "~"`,
      hint: 'Rename it; parameters stand in the Hono app itself: app.get("/:id", …)',
    }]),
    ...(problems.length > 0 || exports.some(({ name }) => name === "default") ? [] : [{
      ...at,
      message: "Exports of the file: got no default export, expected a Hono app",
      hint:
        `Write \`export default new Hono().get("/", (context) => …)\`; what is no endpoint has a name that begins with _`,
    }]),
  ];
}

function duplicate({ file, path }: Endpoint, other: string): Problem {
  return {
    file,
    line: 1,
    column: 1,
    message: `Route "${path}": got a second file for the same path, expected only ${other}`,
    hint: `Remove or rename ${file} or ${other}`,
  };
}
