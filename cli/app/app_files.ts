/**
 * Reads the files of an app: what the generators look at, and what they have written. By Deno's own calls, which take
 * half the time of those of `node:fs` where there are thousands of files.
 *
 * @module
 */
import { statSync } from "node:fs";
import type { SourceFile } from "../../codegen/files.ts";
import { memoizeLast } from "../../codegen/memoize.ts";
import { createReadMemory } from "./read_memory.ts";

const folders = ["app", "db/migrations", "generated"];

/** Reads an app again and again. */
export interface AppReader {
  /** The TypeScript and SQL files, by path in order. An unchanged file is the same object as before. */
  read(): Map<string, SourceFile>;
}

/** Makes a reader of the app in the folder. */
export function createAppReader(root: string): AppReader {
  const listings = createReadMemory(listFolder);
  const files = createReadMemory<SourceFile>((file, before) => {
    const text = Deno.readTextFileSync(file);
    return before?.text === text ? before : { path: file.slice(root.length + 1), text };
  });
  const sourcesIn = memoizeLast((below: readonly Listing[]) =>
    below.flatMap(({ files }) => files).filter((file) => /\.(tsx?|sql)$/.test(file)).sort()
  );
  return {
    read() {
      const paths = sourcesIn(folders.flatMap((folder) => listsBelow(`${root}/${folder}`, listings.read)));
      const found = paths.map(files.read);
      listings.forgetUnread();
      files.forgetUnread();
      return new Map(found.map((file) => [file.path, file]));
    },
  };
}

/**
 * The files below a folder of the app, relative to the app's root, with `/`; none when it does not exist. Folders whose
 * name begins with a dot are left out.
 */
export function filesBelow(root: string, folder: string): string[] {
  return listsBelow(`${root}/${folder}`, listFolder)
    .flatMap(({ files }) => files.map((file) => file.slice(root.length + 1)));
}

/** The paths of what stands directly in a folder. */
interface Listing {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

type ListFolder = (path: string) => Listing;

function listsBelow(path: string, list: ListFolder): Listing[] {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? listTree(path, list) : [];
}

function listTree(path: string, list: ListFolder): Listing[] {
  const listing = list(path);
  return [listing, ...listing.folders.flatMap((folder) => listTree(folder, list))];
}

function listFolder(path: string): Listing {
  const entries = [...Deno.readDirSync(path)];
  const pathOf = ({ name }: Deno.DirEntry) => `${path}/${name}`;
  return {
    files: entries.filter(({ isFile }) => isFile).map(pathOf),
    folders: entries.filter(({ isDirectory, name }) => isDirectory && !name.startsWith(".")).map(pathOf),
  };
}
