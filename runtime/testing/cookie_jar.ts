/**
 * The cookies of one person in a test.
 *
 * @module
 */

/** Cookies by name, as they travel. */
export interface CookieJar {
  /** The value of a `Cookie` header. */
  header(): string;
  /** The cookie, decoded. */
  get(name: string): string | undefined;
  /** Takes what a `Set-Cookie` header or `document.cookie` says. */
  take(text: string): void;
}

/** Makes an empty jar. */
export function createCookieJar(): CookieJar {
  const cookies = new Map<string, string>();
  return {
    header: () => Array.from(cookies, ([name, value]) => `${name}=${value}`).join("; "),
    get(name) {
      const value = cookies.get(name);
      return value === undefined ? undefined : decodeURIComponent(value);
    },
    take(text) {
      const [pair = "", ...flags] = text.split(";");
      const at = pair.indexOf("=");
      const name = pair.slice(0, at).trim();
      const isGone = flags.some((flag) => /^\s*max-age=(?:0|-\d+)\s*$/i.test(flag));
      if (isGone) cookies.delete(name);
      else cookies.set(name, pair.slice(at + 1).trim());
    },
  };
}
