/**
 * The document of `/_rally/wire`. The script for development draws it: `runtime/client/dev/wire/`.
 *
 * @module
 */
import { wireElementId } from "../../wire/dev/wire_entry.ts";
import type { Manifest } from "../../wire/manifest.ts";
import { contentSecurityPolicy, createNonce, secureHeaders } from "../security.ts";

/** The document, over the bundle of the moment. */
export function wirePage({ dev, build }: Manifest, revision: number): Response {
  const nonce = createNonce();
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The wire</title>` +
    `<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">` +
    `<script type="module" src="${dev?.file ?? ""}" nonce="${nonce}" data-rally-build="${build}" ` +
    `data-rally-revision="${revision}"></script></head><body id="${wireElementId}"></body></html>`;
  const headers = {
    ...secureHeaders,
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": contentSecurityPolicy({ nonce }),
    "cache-control": "no-store",
  };
  return new Response(html, { headers });
}
