/**
 * Which hosts a server in development answers to. A site that points its own name at this machine (DNS rebinding) is a
 * page of the same origin for the browser, and could read the app and its wire.
 *
 * @module
 */
import { isIP } from "node:net";

/** The hosts of a list with commas. */
export function readHosts(text: string): string[] {
  return text.split(",").map((host) => host.trim().toLowerCase()).filter((host) => host !== "");
}

/**
 * Why a request is refused that names this host; `undefined` when it is not. An address and `localhost` belong to no
 * site, and what names no host is no browser.
 *
 * @param host As the header has it, with its port.
 * @param named The hosts that the developer has named.
 */
export function hostRefusal(host: string | undefined, named: readonly string[]): string | undefined {
  if (host === undefined) return undefined;
  const { hostname } = new URL(`http://${host}`);
  const isOwn = hostname === "localhost" || hostname.endsWith(".localhost");
  if (isOwn || isIP(hostname.replace(/^\[|\]$/g, "")) !== 0 || named.includes(hostname)) return undefined;
  return `This server in development is not known by the host ${hostname}.\n` +
    `If it is yours, start it so: RALLY_HOSTS=${[...named, hostname].join(",")} deno task dev`;
}
