/**
 * What of a request is carried on: where to, and with which cookies. Documents, posted forms, frames of a socket and
 * the frame endpoint all become a visit, so one code path serves them.
 *
 * @module
 */
import type { RequestInfo } from "../context.ts";
import type { ApiToken } from "./api/tokens.ts";
import type { Outside } from "./forwarded.ts";

/** One visitor looking at one address. */
export interface Visit extends RequestInfo {
  /** Path and query, as the address bar shows it. */
  readonly href: string;
  /** Whether the connection is encrypted: decides the session cookie's name and flags. */
  readonly secure: boolean;
  /** The IP address; empty when it is not known. */
  readonly address: string;
  /** Whose token the request carries, over the HTTP API; the session is then hers. */
  readonly token: ApiToken | undefined;
}

/** The facts of a connection that outlive one address: the cookies of the request that opened it. */
export interface Visitor {
  readonly cookies: ReadonlyMap<string, string>;
  readonly secure: boolean;
  /** Empty when it is not known. */
  readonly address: string;
  /** Over the HTTP API; beside a token there are no cookies. */
  readonly token?: ApiToken;
}

/** Reads the visitor out of a request. */
export function visitorOf(request: Request, { secure, address }: Outside): Visitor {
  return { cookies: parseCookies(request.headers.get("cookie") ?? ""), secure, address };
}

/** The visit of an address; `undefined` when the address is none of this app, e.g. `//evil.example`. */
export function visitOf(visitor: Visitor, href: string): Visit | undefined {
  const base = "http://rally.invalid";
  if (!href.startsWith("/") || !URL.canParse(href, base)) return undefined;
  const url = new URL(href, base);
  if (url.origin !== base) return undefined;
  return {
    href: url.pathname + url.search,
    path: url.pathname,
    search: url.search.slice(1),
    secure: visitor.secure,
    address: visitor.address,
    token: visitor.token,
    cookie: (name) => visitor.cookies.get(name),
  };
}

/** The cookies of a `Cookie` header, decoded; the first of two with one name counts, as browsers sort by path. */
export function parseCookies(header: string): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of header.split(";")) {
    const at = pair.indexOf("=");
    if (at < 0) continue;
    const name = pair.slice(0, at).trim();
    if (!cookies.has(name)) cookies.set(name, decode(pair.slice(at + 1).trim()));
  }
  return cookies;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
