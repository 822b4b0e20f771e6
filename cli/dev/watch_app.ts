/**
 * Watches the sources of an app for `dev`. What `gen`, the bundler and the running server write is no change.
 *
 * @module
 */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { filesBelow } from "../app/app_files.ts";

/** The changes of an app's sources. */
export interface Changes {
  /** Resolves to the next changed paths, relative to the root with `/`, or to `undefined` after `close()`. */
  next(): Promise<readonly string[] | undefined>;
  close(): void;
}

/** Editors write one save as several events, some of them 10 ms apart. */
const settleMs = 30;

/** What never settles, such as a long copy, is delivered in parts. */
const patienceMs = 300;

const ignoredFolders: ReadonlySet<string> = new Set(["node_modules", "bin", "data", "dist", "generated", "coverage"]);

/** Starts to watch. Changes that come while nobody waits are kept. */
export function watchApp(root: string): Changes {
  const changed = new Set<string>();
  const known = new Set(sourceFolders(root).flatMap((folder) => filesBelow(root, folder)));
  let waiting: ((paths: readonly string[] | undefined) => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let firstAt = 0;
  let closed = false;
  let watched: readonly string[] = [];
  let watchers = openWatchers();

  function openWatchers(): Deno.FsWatcher[] {
    const top = Deno.watchFs(root, { recursive: false });
    watched = sourceFolders(root);
    const folders = watched.map((name) => join(root, name));
    const below = folders.length > 0 ? [Deno.watchFs(folders, { recursive: true })] : [];
    for (const watcher of [top, ...below]) void collect(watcher);
    return [top, ...below];
  }

  async function collect(watcher: Deno.FsWatcher): Promise<void> {
    for await (const { kind, paths } of watcher) {
      if (kind === "access") continue;
      const names = paths.map((path) => relative(root, path).replaceAll("\\", "/"));
      const folders = kind === "modify" ? [] : names.filter(cameOrWent);
      if (folders.length > 0) reopen();
      // What was written into a new folder before it was watched has no event of its own.
      const made = kind === "create" ? names.filter((name) => isSource(name) && isFolder(join(root, name))) : [];
      const inside = [...folders, ...made].flatMap((folder) => filesBelow(root, folder));
      for (const name of [...names, ...inside]) note(name);
      if (changed.size > 0) settle();
    }
  }

  // Only of folders: with the old watchers go the events that they still have, e.g. of the file that an editor saves.
  function cameOrWent(name: string): boolean {
    return isSourceFolder(name) && (watched.includes(name) || isFolder(join(root, name)));
  }

  // A folder that came or went at the top: the others are watched with what is below them.
  function reopen(): void {
    const old = watchers;
    watchers = openWatchers();
    for (const watcher of old) watcher.close();
  }

  function note(path: string): void {
    if (!isSource(path)) return;
    if (changed.size === 0) firstAt = performance.now();
    changed.add(path);
  }

  function settle(): void {
    clearTimeout(timer);
    timer = setTimeout(deliver, Math.max(0, Math.min(settleMs, firstAt + patienceMs - performance.now())));
  }

  function deliver(): void {
    if (!waiting || changed.size === 0) return;
    const paths = [...changed].filter(isReal).sort();
    changed.clear();
    if (paths.length === 0) return;
    waiting(paths);
    waiting = undefined;
  }

  // Some editors write a file of another name first, which is gone by now.
  function isReal(path: string): boolean {
    if (!existsSync(join(root, path))) return known.delete(path) || !path.includes("/");
    known.add(path);
    return true;
  }

  return {
    next() {
      if (closed) return Promise.resolve(undefined);
      return new Promise((resolve) => {
        waiting = resolve;
        if (changed.size > 0) settle();
      });
    },
    close() {
      if (closed) return;
      closed = true;
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
      waiting?.(undefined);
    },
  };
}

/**
 * Whether a change of this file can change what the app shows: no editor's side files, nothing generated, no database.
 *
 * @param path Relative to the app's root, with `/`.
 */
export function isSource(path: string): boolean {
  const parts = path.split("/");
  const name = parts.at(-1) ?? "";
  if (parts.some((part) => part.startsWith("."))) return false;
  if (/~$|^#|^4913$|\.(tmp|new|sw[a-z])$/.test(name)) return false;
  if (/\.(db|sqlite3?)(-(wal|shm|journal))?$/.test(name)) return false;
  // Of the files at the top only code and configuration count; a lock file follows from them.
  if (parts.length === 1) return /\.(tsx?|jsonc?)$/.test(name);
  return !ignoredFolders.has(parts[0]) && !path.endsWith("/sql/queries.ts");
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isSourceFolder(name: string): boolean {
  return name !== "" && !name.includes("/") && !name.includes(".") && !ignoredFolders.has(name);
}

function sourceFolders(root: string): string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && isSourceFolder(entry.name))
    .map(({ name }) => name);
}
