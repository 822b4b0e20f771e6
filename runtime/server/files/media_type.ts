/**
 * What kind of file a name stands for. The server says it, and the build compresses by it.
 *
 * @module
 */
import { COMPRESSIBLE_CONTENT_TYPE_REGEX } from "hono/utils/compress";
import { getMimeType } from "hono/utils/mime";

/** The media type of a file, by its name. */
export function mediaType(path: string): string {
  return getMimeType(path) ?? "application/octet-stream";
}

/** Whether a file gets much smaller by compression: text does, pictures and fonts are compressed already. */
export function isCompressible(path: string): boolean {
  return COMPRESSIBLE_CONTENT_TYPE_REGEX.test(mediaType(path));
}
