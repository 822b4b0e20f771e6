/**
 * Compresses documents on their way out. Only those that are rendered as a whole come here: a stream would have to be
 * held back.
 *
 * Compression tells an attacker on the network, by the length of an answer, whether her guess stands in it beside a
 * secret (BREACH). She needs to make the browser ask with its cookies and with her guess in the address. So a document
 * that belongs to one visitor is compressed only when the browser says that the app itself, or the visitor's own hand,
 * has asked for it. What holds for everybody has no secret; the key of its forms is none, since it says nothing to
 * anybody else.
 *
 * @module
 */
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { chooseEncoding, type Encoding, encodings } from "./content_encoding.ts";
import { personalCacheControl } from "./document.ts";

/** A document that fits into one packet with its headers gains nothing. */
const minimum = 1024;

/** Level 4 of Brotli packs better than gzip's usual 6 in less time; higher ones cost more than they save. */
const compressors: Readonly<Record<Encoding, (text: string) => Promise<Uint8Array<ArrayBuffer>>>> = {
  br: async (text) =>
    await promisify(brotliCompress)(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }) as Uint8Array<
      ArrayBuffer
    >,
  gzip: async (text) => await promisify(gzip)(text) as Uint8Array<ArrayBuffer>,
};

/** The same answer, compressed when the browser takes it and it is safe. */
export async function compressDocument(request: Request, response: Response): Promise<Response> {
  if (response.body === null || request.method === "HEAD" || isStream(response)) return response;
  const text = await response.text();
  const { status, headers } = response;
  if (text.length < minimum) return new Response(text, { status, headers });
  headers.append("vary", "accept-encoding");
  const encoding = isSafe(request, headers)
    ? chooseEncoding(request.headers.get("accept-encoding"), encodings)
    : undefined;
  if (!encoding) return new Response(text, { status, headers });
  headers.set("content-encoding", encoding);
  return new Response(await compressors[encoding](text), { status, headers });
}

/** Whether an answer is sent while it is made: a page whose slow parts follow. */
function isStream({ headers }: Response): boolean {
  return headers.get("x-accel-buffering") === "no";
}

function isSafe(request: Request, headers: Headers): boolean {
  const personal = headers.get("cache-control") === personalCacheControl;
  return !personal || ["same-origin", "none"].includes(request.headers.get("sec-fetch-site") ?? "");
}
