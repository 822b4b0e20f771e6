/**
 * Files that are served as they are: the app's `static/` folder, and the hashed scripts of the browser bundle.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { extname, join, normalize } from "node:path";
import { secureHeaders } from "./security.ts";

/** Where a folder is served. */
export interface StaticFolder {
  readonly directory: string;
  /** `immutable` for files whose name holds their hash; `revalidate` asks again each time, by ETag. */
  readonly cache: "immutable" | "revalidate";
}

const types: Readonly<Record<string, string>> = {
  ".avif": "image/avif",
  ".css": "text/css; charset=utf-8",
  ".gif": "image/gif",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

/**
 * Answers with a file of the folder, or `undefined` when there is none.
 *
 * @param path The path below the folder, percent-decoded already.
 */
export async function staticFile(folder: StaticFolder, path: string, request: Request): Promise<Response | undefined> {
  const file = join(folder.directory, normalize(`/${path}`));
  if (path.includes("\0") || !file.startsWith(folder.directory)) return undefined;
  const bytes = await readFile(file);
  if (!bytes) return undefined;
  const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
  const headers = {
    ...secureHeaders,
    "content-type": types[extname(file).toLowerCase()] ?? "application/octet-stream",
    "cache-control": folder.cache === "immutable" ? "public, max-age=31536000, immutable" : "no-cache",
    etag,
  };
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
  return new Response(request.method === "HEAD" ? null : bytes, { headers });
}

async function readFile(file: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return await Deno.readFile(file);
  } catch (error) {
    const missing = error instanceof Deno.errors.NotFound || error instanceof Deno.errors.IsADirectory ||
      error instanceof Deno.errors.NotADirectory || error instanceof Deno.errors.FilesystemLoop ||
      (error instanceof Error && "code" in error && error.code === "ENAMETOOLONG");
    if (missing) return undefined;
    throw error;
  }
}
