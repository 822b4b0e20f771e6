/**
 * What keeps other sites out: the check of unsafe requests, the check of socket origins, and the headers of every
 * answer.
 *
 * @module
 */

/**
 * Whether a browser sent this request from another site. The algorithm is that of Go 1.25's
 * `http.CrossOriginProtection`: `Sec-Fetch-Site` decides; without it `Origin` must name the host; without both it is
 * no browser. It needs no token and covers JSON bodies too.
 *
 * @param host The host that the visitor has asked for.
 * @see {@link https://pkg.go.dev/net/http#CrossOriginProtection}
 */
export function isCrossOrigin(request: Request, host = request.headers.get("host") ?? undefined): boolean {
  if (request.method === "GET" || request.method === "HEAD" || request.method === "OPTIONS") return false;
  const site = request.headers.get("sec-fetch-site");
  if (site !== null) return site !== "same-origin" && site !== "none";
  const origin = request.headers.get("origin");
  return origin !== null && !isOriginOf(origin, host);
}

/** Whether an `Origin` header names this host. `null` and malformed origins never do. */
export function isOriginOf(origin: string, host: string | undefined): boolean {
  if (!host || !URL.canParse(origin)) return false;
  return new URL(origin).host === host.toLowerCase();
}

/**
 * A path of this app that is safe to redirect to, or `/`. Browsers strip tabs and newlines and read `\` as `/`, so
 * that is done before looking.
 */
export function localHref(href: string): string {
  // deno-lint-ignore no-control-regex -- control characters are what this is about
  const cleaned = href.replace(/[\u0000-\u001f\u007f]/g, "").replaceAll("\\", "/").trim();
  if (!cleaned.startsWith("/") || cleaned.startsWith("//")) return "/";
  const base = "http://rally.invalid";
  if (!URL.canParse(cleaned, base)) return "/";
  const url = new URL(cleaned, base);
  // The parser has taken dot segments out by now: `/.//evil.example` has become `//evil.example`.
  return url.origin === base && !url.pathname.startsWith("//") ? url.pathname + url.search + url.hash : "/";
}

/** The headers of every answer. */
export const secureHeaders: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
};

/** Which scripts a document may run: those with its nonce, none at all, or every file of this app. */
export type AllowedScripts = { readonly nonce: string } | "none" | "self";

/**
 * The content security policy of a document. Style attributes stay allowed: under a strict policy the browser drops
 * `style=` of the server's HTML and the page jumps when it hydrates.
 */
export function contentSecurityPolicy(scripts: AllowedScripts): string {
  const nonce = typeof scripts === "object" ? `'nonce-${scripts.nonce}'` : "";
  return [
    "default-src 'self'",
    `script-src ${typeof scripts === "object" ? `${nonce} 'strict-dynamic'` : `'${scripts}'`}`,
    `style-src 'self' ${nonce}`.trim(),
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** A fresh nonce: 128 random bits, base64. */
export function createNonce(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
}
