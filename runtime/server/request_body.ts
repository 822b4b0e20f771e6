/**
 * What was sent with an action, so that two requests can be told apart: `answered_requests.ts` keeps a hash of it.
 *
 * @module
 */
import { createHash } from "node:crypto";
import type { Json } from "../wire/codec.ts";
import type { FormEntry } from "../wire/form_tree.ts";

/** The fields of a form; a file stands by its name and the hash of its bytes. */
export async function fieldsBody(entries: readonly FormEntry[]): Promise<Json> {
  const body: Json[] = [];
  for (const [name, value] of entries) {
    body.push([name, typeof value === "string" ? value : [value.name, value.type, await hashOf(value)]]);
  }
  return body;
}

async function hashOf(file: File): Promise<string> {
  const hash = createHash("sha256");
  for await (const bytes of file.stream()) hash.update(bytes);
  return hash.digest("base64url");
}
