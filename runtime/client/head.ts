/**
 * Keeps the title and the attributes of `<html>` in step with the `head` of the loops that are shown.
 *
 * @module
 */
import type { ShownHead } from "../page/module.ts";
import type { Region } from "../wire/frames.ts";

const heads = new Map<Region, ShownHead>();
let applied: readonly string[] = [];

/**
 * Applies the head of one region; `undefined` takes it away. What is inside counts before what is around it; attributes
 * that nobody wants any more go away.
 */
export function applyHead(region: Region, head: ShownHead | undefined): void {
  if (head) heads.set(region, head);
  else heads.delete(region);
  // In the order in which they stand around each other, whichever has started first.
  const shown = [...document.querySelectorAll<HTMLElement>("rally-outlet")].map(({ dataset }) =>
    heads.get(dataset.region!)
  );
  const wanted: Readonly<Record<string, string>> = Object.assign({}, ...shown.map((one) => one?.html));
  const root = document.documentElement;
  for (const name of applied) if (!(name in wanted)) root.removeAttribute(name);
  // As in a document whose parts say nothing of it.
  root.lang ||= "en";
  for (const [name, value] of Object.entries(wanted)) root.setAttribute(name, value);
  applied = Object.keys(wanted);
  for (const one of shown) if (one?.title !== undefined) document.title = one.title;
}
