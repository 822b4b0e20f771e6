/**
 * Prints addresses. The generated `href` calls it, so it reaches the browser; `strings.ts` is the way back.
 */

/** What a parameter of an address may be. */
export type LinkValue = string | number | boolean | bigint | Date;

/**
 * The path of a page with its parameters filled in and percent-encoded, and its query. A query value that is
 * `undefined` is left out. A parameter that no part of a path can hold (`""`, `"."`, `".."`) gives a path that no page
 * matches, so that a link never leads to another page or another origin than the pattern says.
 *
 * @param pattern The page's path; `:name` is one part, `:name*` is the whole rest with its slashes.
 */
export function link(
  pattern: string,
  params: Readonly<Record<string, LinkValue>> = {},
  query: Readonly<Record<string, LinkValue | undefined>> = {},
): string {
  const path = pattern.replace(/:(\w+)(\*?)/g, (_, name, rest) => {
    const parts = rest ? print(params[name]!).split("/") : [print(params[name]!)];
    return parts.map(encodePart).join("/");
  });
  const search = Object.entries(query)
    .filter((entry): entry is [string, LinkValue] => entry[1] !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(print(value))}`);
  return search.length ? `${path}?${search.join("&")}` : path;
}

function print(value: LinkValue): string {
  return (value instanceof Date ? value.toISOString() : String(value)).toWellFormed();
}

/** `%FF` is no UTF-8, so the matcher of the server knows no page for it. */
function encodePart(part: string): string {
  return /^\.{0,2}$/.test(part) ? "%FF" : encodeURIComponent(part);
}
