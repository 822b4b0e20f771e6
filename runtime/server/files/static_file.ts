/**
 * Files that are served as they are: the app's `static/` folder, the hashed scripts of the browser bundle, and the
 * documents that were rendered by the build. Text lies there compressed too, beside the plain file: the build has
 * written `styles.css.br` and `styles.css.gz`.
 *
 * @module
 */
import { chooseEncoding, type Encoding } from "../content_encoding.ts";
import { secureHeaders } from "../security.ts";
import { isFresh, rangeOf } from "./file_conditions.ts";
import { fileEtag } from "./file_etag.ts";
import { fileStream } from "./file_stream.ts";
import { findFile, type FoundFile } from "./find_file.ts";
import { isCompressible, mediaType } from "./media_type.ts";

/** Where a folder is served. */
export interface StaticFolder {
  readonly directory: string;
  /** `immutable` for files whose name holds their hash; `revalidate` asks again each time, by ETag. */
  readonly cache: "immutable" | "revalidate";
  /** More headers for the files of this folder. */
  readonly headers?: Readonly<Record<string, string>>;
}

const cacheControl = { immutable: "public, max-age=31536000, immutable", revalidate: "no-cache" };

/** The endings of compressed files, as `build` writes them. */
export const compressedEndings: Readonly<Record<Encoding, string>> = { br: ".br", gzip: ".gz" };

/**
 * Answers with a file of the folder, or `undefined` when there is none.
 *
 * @param path The path below the folder, percent-decoded already.
 */
export async function staticFile(folder: StaticFolder, path: string, request: Request): Promise<Response | undefined> {
  const file = await findFile(folder.directory, path);
  if (!file) return undefined;
  const compressed = isCompressible(path) ? await compressedFiles(folder, path) : new Map<Encoding, FoundFile>();
  // A part of a file is a part of the plain one: what is cut out of a compressed one cannot be read.
  const accepted = request.headers.has("range") ? null : request.headers.get("accept-encoding");
  const encoding = chooseEncoding(accepted, [...compressed.keys()]);
  const sent = (encoding && compressed.get(encoding)) ?? file;
  const headers = new Headers({
    ...secureHeaders,
    "cache-control": cacheControl[folder.cache],
    "etag": await fileEtag(sent),
    "last-modified": new Date(file.modified).toUTCString(),
    ...(compressed.size > 0 ? { vary: "accept-encoding" } : {}),
    ...folder.headers,
  });
  const validators = { etag: headers.get("etag") ?? "", modified: headers.get("last-modified") ?? "" };
  if (isFresh(request.headers, validators)) return new Response(null, { status: 304, headers });
  const range = request.method === "GET" ? rangeOf(request.headers, sent.size, validators) : undefined;
  if (range === "none") {
    headers.set("content-range", `bytes */${sent.size}`);
    return new Response(null, { status: 416, headers });
  }
  const { start, end } = range ?? { start: 0, end: sent.size - 1 };
  headers.set("content-type", mediaType(path));
  headers.set("accept-ranges", "bytes");
  headers.set("content-length", String(end - start + 1));
  if (encoding) headers.set("content-encoding", encoding);
  if (range) headers.set("content-range", `bytes ${start}-${end}/${sent.size}`);
  const body = request.method === "HEAD" ? null : fileStream(sent.path, { start, end });
  return new Response(body, { status: range ? 206 : 200, headers });
}

async function compressedFiles({ directory }: StaticFolder, path: string): Promise<Map<Encoding, FoundFile>> {
  const endings = Object.entries(compressedEndings) as [Encoding, string][];
  const files = await Promise.all(
    endings.map(async ([encoding, ending]) => [encoding, await findFile(directory, path + ending)] as const),
  );
  return new Map(files.filter((entry): entry is [Encoding, FoundFile] => entry[1] !== undefined));
}
