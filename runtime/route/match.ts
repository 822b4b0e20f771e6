/**
 * Finds the page of a path. The server compiles the page table once, into a tree of path parts; a look-up visits each
 * node of the tree at most once, whatever the path.
 *
 * @module
 */

/** The parameters of a path, percent-decoded: one part each, and all the parts of a `:name*`. */
export type PathStrings = Readonly<Record<string, string | readonly string[]>>;

/** The page that a path leads to. */
export interface Match {
  /** The page's route pattern, as it was given to {@linkcode compileRoutes}. */
  readonly path: string;
  readonly params: PathStrings;
}

/**
 * Compiles route patterns: `/games/new`, `/games/:id`, `/docs/:path*` (one part or more, and only at the end). Static
 * parts win over parameters, and these over the rest, in whatever order the patterns come.
 *
 * The returned function takes the path of a URL, still percent-encoded, without query. It is split first and decoded
 * then, so an encoded slash stays inside its parameter. Empty parts (a slash at the end is one), and parts that are no
 * percent-encoded UTF-8, match nothing.
 *
 * @throws {Error} When two patterns match the same paths.
 */
export function compileRoutes(paths: readonly string[]): (path: string) => Match | undefined {
  const root = emptyNode();
  for (const path of paths) insert(root, path);
  return (path) => {
    if (!path.startsWith("/")) return undefined;
    const parts = path === "/" ? [] : path.slice(1).split("/");
    return find(root, { parts, decoded: [] }, 0, []);
  };
}

/** Whether a path is percent-encoded UTF-8. An escape never crosses a slash, so this holds for each part too. */
export function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

interface Node {
  readonly fixed: Map<string, Node>;
  param: Node | undefined;
  /** The pattern that ends here. */
  route: Route | undefined;
  /** The pattern that takes the whole rest from here. */
  rest: Route | undefined;
}

interface Route {
  readonly path: string;
  readonly names: readonly string[];
}

/** The parts of a path; those that were looked at are decoded, `null` for those that cannot be. */
interface Parts {
  readonly parts: readonly string[];
  readonly decoded: (string | null)[];
}

function emptyNode(): Node {
  return { fixed: new Map(), param: undefined, route: undefined, rest: undefined };
}

function insert(root: Node, path: string): void {
  const names: string[] = [];
  let node = root;
  for (const part of path === "/" ? [] : path.slice(1).split("/")) {
    if (part.startsWith(":") && part.endsWith("*")) {
      if (node.rest) throw new Error(`"${path}" matches the same paths as "${node.rest.path}"`);
      node.rest = { path, names: [...names, part.slice(1, -1)] };
      return;
    }
    if (part.startsWith(":")) {
      names.push(part.slice(1));
      node = node.param ??= emptyNode();
    } else {
      const next = node.fixed.get(part) ?? emptyNode();
      node.fixed.set(part, next);
      node = next;
    }
  }
  if (node.route) throw new Error(`"${path}" matches the same paths as "${node.route.path}"`);
  node.route = { path, names };
}

/** `values` are the parameters found on the way from the root to `node`. */
function find(node: Node, path: Parts, depth: number, values: readonly string[]): Match | undefined {
  if (depth === path.parts.length) return node.route && matchOf(node.route, values);
  const part = decodedPart(path, depth);
  if (part === null) return undefined;
  const fixed = node.fixed.get(part);
  return (fixed && find(fixed, path, depth + 1, values)) ??
    (node.param && find(node.param, path, depth + 1, [...values, part])) ??
    (node.rest && findRest(node.rest, path, depth, values));
}

function findRest(route: Route, path: Parts, depth: number, values: readonly string[]): Match | undefined {
  const rest: string[] = [];
  for (let i = depth; i < path.parts.length; i++) {
    const part = decodedPart(path, i);
    if (part === null) return undefined;
    rest.push(part);
  }
  return matchOf(route, [...values, rest]);
}

function matchOf({ path, names }: Route, values: readonly (string | readonly string[])[]): Match {
  return { path, params: Object.fromEntries(names.map((name, i) => [name, values[i]!])) };
}

/** `null` for a part that is empty or no percent-encoded UTF-8. */
function decodedPart({ parts, decoded }: Parts, index: number): string | null {
  const known = decoded[index];
  if (known !== undefined) return known;
  const value = decode(parts[index]!) || null;
  decoded[index] = value;
  return value;
}

function decode(part: string): string {
  if (!part.includes("%")) return part;
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}
