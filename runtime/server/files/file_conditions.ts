/**
 * The conditions of a request for a file: whether the browser's copy is good, and which part of the file it wants.
 *
 * @module
 */
import type { ByteRange } from "./file_stream.ts";

/** What a copy is compared with. */
export interface Validators {
  /** Strong, with its quotes. */
  readonly etag: string;
  /** `Last-Modified`. */
  readonly modified: string;
}

/** Whether the copy that a request names is still good (RFC 9110, 13.2.2): `If-None-Match` counts before the date. */
export function isFresh(headers: Headers, { etag, modified }: Validators): boolean {
  const tags = headers.get("if-none-match");
  if (tags !== null) return tags.split(",").some((tag) => ["*", etag, `W/${etag}`].includes(tag.trim()));
  const since = headers.get("if-modified-since");
  return since !== null && Date.parse(modified) <= Date.parse(since);
}

/**
 * The part of a file that a request asks for: `undefined` for all of it, also when it asks for several parts at once or
 * when `If-Range` names another state of the file; `"none"` when there is no such part.
 */
export function rangeOf(headers: Headers, size: number, validators: Validators): ByteRange | "none" | undefined {
  const condition = headers.get("if-range");
  if (condition !== null && condition !== validators.etag && condition !== validators.modified) return undefined;
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(headers.get("range") ?? "") ?? [];
  if (first === undefined || last === undefined || first + last === "") return undefined;
  const start = first === "" ? Math.max(size - Number(last), 0) : Number(first);
  const end = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  // A range that ends before it begins is no range at all, and is not looked at.
  if (first !== "" && last !== "" && Number(last) < start) return undefined;
  return start <= end ? { start, end } : "none";
}
