/**
 * Exchanges the meta tags and links of the document's head for those of another page.
 *
 * @module
 */
import type { Head } from "../../page/module.ts";

/** A stylesheet that takes longer than this does not hold the page back any more. */
const patienceMs = 3000;

type Tag = Readonly<Record<string, string>>;

/** Adds what the new page needs, and waits for its stylesheets; gives the function that takes away what was the old one's. */
export async function addHeadTags(before: Head, after: Head): Promise<() => void> {
  const kinds = [["meta", before.meta, after.meta], ["link", before.links, after.links]] as const;
  const old: Element[] = [];
  const loads: Promise<unknown>[] = [];
  for (const [kind, had = [], wanted = []] of kinds) {
    const isIn = (tags: readonly Tag[]) => (tag: Tag) => tags.some((other) => isSame(tag, other));
    old.push(...had.filter((tag) => !isIn(wanted)(tag)).flatMap((tag) => find(kind, tag) ?? []));
    for (const tag of wanted.filter((tag) => !isIn(had)(tag))) {
      const element = document.createElement(kind);
      for (const [name, value] of Object.entries(tag)) element.setAttribute(name, value);
      if (tag.rel === "stylesheet") loads.push(loaded(element));
      document.head.append(element);
    }
  }
  await Promise.race([Promise.all(loads), new Promise((resolve) => loads.length && setTimeout(resolve, patienceMs))]);
  return () => old.forEach((element) => element.remove());
}

function loaded(element: Element): Promise<unknown> {
  return new Promise((resolve) => {
    element.addEventListener("load", resolve);
    element.addEventListener("error", resolve);
  });
}

function isSame(left: Tag, right: Tag): boolean {
  const names = Object.keys(left);
  return names.length === Object.keys(right).length && names.every((name) => left[name] === right[name]);
}

function find(kind: "meta" | "link", tag: Tag): Element | undefined {
  return [...document.head.querySelectorAll(kind)].find((element) =>
    Object.entries(tag).every(([name, value]) => element.getAttribute(name) === value)
  );
}
