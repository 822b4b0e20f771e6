/**
 * How a request looks from outside: who asks, for which host, and whether encrypted. A proxy in front says so in
 * headers, which anybody can send; they count only when the app is told that such a proxy is there.
 *
 * @module
 */

/** The headers of a proxy. */
export const forwardedHeaders = ["x-forwarded-proto", "x-forwarded-host", "x-forwarded-for"] as const;

/** The outside of a request. */
export interface Outside {
  /** Whether the visitor's own connection is encrypted. */
  readonly secure: boolean;
  /** The host that the visitor has asked for, with its port. */
  readonly host: string | undefined;
  /** The address that the request comes from; empty when it is not known. */
  readonly address: string;
}

/** What {@linkcode outsideOf} takes beside the request. */
export interface ForwardedOptions {
  /** How many proxies stand in front, each of which adds to the headers. `0`: the headers are not looked at. */
  readonly proxies: number;
  /** The address of the peer; empty when it is not known. */
  readonly peer: string;
}

/**
 * The outside of a request, by `X-Forwarded-Proto`, `-Host` and `-For` when there is a proxy. A proxy appends what it
 * sees to what it was sent, so only that many values count, from the right; those before them are the visitor's own
 * claims.
 */
export function outsideOf(request: Request, { proxies, peer }: ForwardedOptions): Outside {
  const forwarded = (name: string) => valueAt(request.headers.get(`x-forwarded-${name}`), proxies);
  const host = forwarded("host") ?? request.headers.get("host");
  return {
    secure: (forwarded("proto") ?? new URL(request.url).protocol.slice(0, -1)) === "https",
    host: host && URL.canParse(`http://${host}`) ? host : undefined,
    address: forwarded("for") ?? peer,
  };
}

function valueAt(header: string | null, proxies: number): string | undefined {
  if (header === null || proxies === 0) return undefined;
  const values = header.split(",").map((value) => value.trim());
  return values.slice(-proxies)[0] || undefined;
}
