/**
 * Prints addresses. The generated `href` calls it, so it reaches the browser; `strings.ts` is the way back.
 */
import { checkParam } from "./address_param.ts";

/** What stands in one place of an address. */
export type LinkItem = string | number | boolean | bigint | Date;

/** What a parameter of an address may be: a list fills a catch-all, or repeats in a query. */
export type LinkValue = LinkItem | readonly LinkItem[];

/** Parameters by name. A query value that is `undefined` is left out. */
export type LinkValues = Readonly<Record<string, LinkValue | undefined>>;

/**
 * The path of a page with its parameters filled in and percent-encoded, and its query. A parameter that no part of a
 * path can hold (`""`, `"."`, `".."`, an empty list) gives a path that no page matches, so that a link never leads to
 * another page or another origin than the pattern says.
 *
 * @param pattern The page's path; `:name` is one part, `:name*` is the whole rest, a list.
 * @param defaults What the page takes for a query value that is missing: such a value is left out.
 * @throws {TypeError} When a parameter is not given, which types rule out.
 */
export function link(
  pattern: string,
  params: LinkValues = {},
  query: LinkValues = {},
  defaults: LinkValues = {},
): string {
  const path = pattern.replace(/:(\w+)\*?/g, (_, name) => {
    for (const item of [params[name]].flat()) checkParam(`link to "${pattern}"`, name, item);
    return itemsOf(params[name]).map(encodePart).join("/") || "%FF";
  });
  const search = Object.entries(query).flatMap(([name, value]) => {
    const items = itemsOf(value);
    const isDefault = items.length === 1 && items[0] === itemsOf(defaults[name])[0];
    return isDefault ? [] : items.map((item) => `${encodeURIComponent(name)}=${encodeURIComponent(item)}`);
  });
  return search.length ? `${path}?${search.join("&")}` : path;
}

/** What is printed, item by item. */
function itemsOf(value: LinkValue | undefined): string[] {
  return value === undefined
    ? []
    : [value].flat().map((item) => (item instanceof Date ? item.toISOString() : String(item)).toWellFormed());
}

/** `%FF` is no UTF-8, so the matcher of the server knows no page for it. */
function encodePart(part: string): string {
  return /^\.{0,2}$/.test(part) ? "%FF" : encodeURIComponent(part);
}
