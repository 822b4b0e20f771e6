/**
 * What each part of an app may do. The server gets what it needs by name; the tools that build it run on the
 * developer's machine and get kinds of permissions, never all of them.
 *
 * @module
 */

/** Where a server listens and which folders it uses; relative folders are seen from the app's. */
export interface ServerGrant {
  readonly host: string;
  readonly port: number;
  /** What it may read: the folder with its code and files. */
  readonly reads: readonly string[];
  /** The folder of the database, read and written. */
  readonly data: string;
  /** What the app's `deno.json` grants beyond that; see {@linkcode extraFlags}. */
  readonly extra: readonly string[];
}

/**
 * A server reads these variables. All others are as if they were not set, so that no package can read a secret and none
 * that looks for `NODE_ENV` or `DEBUG` stops the server.
 */
export const environmentFlags: readonly string[] = [
  "--allow-env=PORT,HOST,APP_ENV,DATABASE_PATH,RALLY_DEV,TRUST_PROXY",
  "--ignore-env",
];

/** The flags of the process that serves an app. */
export function serverFlags({ host, port, reads, data, extra }: ServerGrant): string[] {
  return [
    "--no-prompt",
    `--allow-net=${host.includes(":") ? `[${host}]` : host}:${port}`,
    `--allow-read=${pathList([...reads, data])}`,
    `--allow-write=${pathList([data])}`,
    ...environmentFlags,
    ...extra,
  ];
}

/**
 * The flags for the set `server` of `permissions` in the app's `deno.json`: the place where an app says that it calls
 * another host or reads another variable, for `dev`, `start` and `compile` alike.
 *
 * @param config The parsed `deno.json`.
 */
export function extraFlags(config: unknown): string[] {
  const { permissions } = config as { permissions?: { server?: Readonly<Record<string, Grant>> } };
  return Object.entries(permissions?.server ?? {}).flatMap(([kind, grant]) => {
    if (isList(grant)) return flag(`--allow-${kind}`, grant);
    return [...flag(`--allow-${kind}`, grant.allow ?? false), ...flag(`--deny-${kind}`, grant.deny ?? false)];
  });
}

/** One kind of permission as Deno's configuration writes it: all, none, or a list. */
type Grant = List | { readonly allow?: List; readonly deny?: List };
type List = boolean | readonly string[];

// `Array.isArray` does not narrow a readonly array.
function isList(grant: Grant): grant is List {
  return typeof grant === "boolean" || Array.isArray(grant);
}

function flag(name: string, list: List): string[] {
  if (typeof list === "boolean") return list ? [name] : [];
  return list.length > 0 ? [`${name}=${pathList(list)}`] : [];
}

/**
 * The flags of the tasks that `init` writes. `run` has no list: the bundler's program lies where npm put it for this
 * platform, and Deno knows itself under a path that need not be the one in PATH. Writing has none where DATABASE_PATH
 * may lead out of the app's folder.
 */
export const taskFlags: Readonly<Record<string, readonly string[]>> = {
  dev: ["--allow-read", "--allow-write", "--allow-env", "--allow-run"],
  gen: ["--allow-read", "--allow-write=.", "--allow-env"],
  generate: ["--allow-read", "--allow-write=.", "--allow-env"],
  migrate: ["--allow-read", "--allow-write", "--allow-env"],
  seed: ["--allow-read", "--allow-write", "--allow-env"],
  reset: ["--allow-read", "--allow-write", "--allow-env"],
  db: ["--allow-read", "--allow-write", "--allow-env"],
  sql: ["--allow-read", "--allow-write", "--allow-env"],
  build: ["--allow-read", "--allow-write=.", "--allow-env", "--allow-run"],
  start: ["--allow-read", "--allow-env", "--allow-run"],
  compile: ["--allow-read", "--allow-write=.", "--allow-env", "--allow-run"],
  routes: ["--allow-read", "--allow-env"],
  token: ["--allow-read", "--allow-write", "--allow-env"],
  openapi: ["--allow-read", "--allow-env"],
  client: ["--allow-read", "--allow-write", "--allow-env", "--allow-run"],
  test: ["--allow-read", "--allow-write", "--allow-env", "--allow-net=127.0.0.1"],
};

/** Deno separates paths by commas; a comma in a path is written twice. */
function pathList(paths: readonly string[]): string {
  return paths.map((path) => path.replaceAll(",", ",,")).join(",");
}
