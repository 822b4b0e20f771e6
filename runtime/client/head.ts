/**
 * Keeps the title and the attributes of `<html>` in step with the `head` of the loops that are shown.
 *
 * @module
 */
import type { Head } from "../page/module.ts";
import type { Region } from "../wire/frames.ts";

const heads = new Map<Region, Head>();

/** Applies the head of one region. The page's title comes before a layout's; attributes that went away are removed. */
export function applyHead(region: Region, head: Head): void {
  const root = document.documentElement;
  const wanted = head.html ?? {};
  for (const name of Object.keys(heads.get(region)?.html ?? {})) if (!(name in wanted)) root.removeAttribute(name);
  for (const [name, value] of Object.entries(wanted)) root.setAttribute(name, value);
  heads.set(region, head);
  const title = heads.get("page")?.title ?? head.title;
  if (title !== undefined) document.title = title;
}
