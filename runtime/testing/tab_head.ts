/**
 * The title and the attributes of `<html>` in a test, as `client/head.ts` keeps them in a browser.
 *
 * @module
 */
import type { ShownHead } from "../page/module.ts";
import type { RegionTab } from "./region.ts";
import type { TestWindow } from "./test_window.ts";

/** Gives the function that applies the head of a loop of this document, or takes it away. */
export function createHead(window: TestWindow): RegionTab["applyHead"] {
  const heads = new Map<string, ShownHead>();
  return (region, head) => {
    const before = heads.get(region)?.html ?? {};
    heads.delete(region);
    if (head) heads.set(region, head);
    const shown = [...heads.values(), heads.get("page")];
    const html: Readonly<Record<string, string>> = Object.assign({}, ...shown.map((one) => one?.html));
    const { documentElement: root } = window.document;
    for (const name of Object.keys(before)) if (!(name in html)) root.removeAttribute(name);
    for (const [name, value] of Object.entries(html)) root.setAttribute(name, value);
    for (const one of shown) if (one?.title !== undefined) window.document.title = one.title;
  };
}
