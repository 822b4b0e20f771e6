/**
 * The documents that `build --prerender` has written: `/about` lies in `about.html`, `/` in `index.html`. They are
 * served as files, so they have validators and are compressed already.
 *
 * @module
 */
import { readdirSync, statSync } from "node:fs";
import { staticFile } from "./files/static_file.ts";
import { contentSecurityPolicy } from "./security.ts";

/** Answers with the document of a path, or `undefined` when it was not rendered by the build. */
export type PrerenderedPages = (path: string, request: Request) => Promise<Response | undefined>;

/** The file of a page's path, below the folder of all such files. */
export function prerenderedFile(path: string): string {
  return path === "/" ? "index.html" : `${path.slice(1)}.html`;
}

/** Looks once which documents there are: a page that is not among them costs no look at the disk. */
export function prerenderedPages(directory: string | undefined): PrerenderedPages {
  const files = new Set(directory === undefined ? [] : filesBelow(directory));
  // What is kept has no nonce: its scripts are allowed as files of this app.
  const headers = { "content-security-policy": contentSecurityPolicy("self") };
  return async (path, request) => {
    const file = prerenderedFile(path);
    if (directory === undefined || !files.has(file)) return undefined;
    return await staticFile({ directory, cache: "revalidate", headers }, file, request);
  };
}

function filesBelow(directory: string): string[] {
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(directory, { recursive: true }).map((name) => String(name).replaceAll("\\", "/"));
}
