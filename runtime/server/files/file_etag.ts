/**
 * Strong validators of files: a hash over the bytes, computed once for each state of a file.
 *
 * @module
 */
import { createHash } from "node:crypto";
import type { FoundFile } from "./find_file.ts";

/** More files than this are not remembered; an app has some hundred. */
const maxKnown = 10_000;

const known = new Map<string, { readonly state: string; readonly etag: Promise<string> }>();

/** The `ETag` of a file. Reads it the first time, and again when its size or time has changed. */
export function fileEtag(file: FoundFile): Promise<string> {
  const state = `${file.size} ${file.modified}`;
  const entry = known.get(file.path);
  if (entry?.state === state) return entry.etag;
  const etag = hashOf(file.path);
  // A Map keeps the order of insertion: the first key has been there longest.
  if (known.size >= maxKnown) known.delete(known.keys().next().value ?? "");
  known.set(file.path, { state, etag });
  etag.catch(() => known.delete(file.path));
  return etag;
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of (await Deno.open(path)).readable) hash.update(chunk);
  return `"${hash.digest("base64url").slice(0, 22)}"`;
}
