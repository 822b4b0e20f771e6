/**
 * Merges the heads of layouts and page into the one of the document. The server writes it; in the browser it is merged
 * again when a loop changes its own.
 *
 * @module
 */
import type { Head, ShownHead } from "./module.ts";

type Tag = Readonly<Record<string, string>>;

/**
 * Merges heads from the outermost to the innermost. The inner title and the inner attributes of `<html>` win. Tags add
 * up, but one that may stand only once (see {@linkcode metaKey} and {@linkcode linkKey}) gives way to that of an inner
 * part, and what several parts ask for in the same words stands once, at the first place.
 */
export function mergeHeads(heads: readonly Head[]): Head {
  const title = heads.findLast((head) => head.title !== undefined)?.title;
  return {
    ...(title === undefined ? {} : { title }),
    meta: mergeTags(heads.map(({ meta = [] }) => meta), metaKey),
    links: mergeTags(heads.map(({ links = [] }) => links), linkKey),
    html: Object.assign({}, ...heads.map(({ html }) => html)),
  };
}

/** What of a head follows the model of its loop. */
export function shownHead({ title, html }: Head): ShownHead {
  return { ...(title === undefined ? {} : { title }), ...(html === undefined ? {} : { html }) };
}

// One part may repeat a tag, as Open Graph does for its pictures: only the tags of other parts are replaced.
function mergeTags(lists: readonly (readonly Tag[])[], keyOf: (tag: Tag) => string | undefined): readonly Tag[] {
  return lists.reduce((outer, inner) => {
    const keys = new Set(inner.map(keyOf));
    const kept = outer.filter((tag) => keyOf(tag) === undefined || !keys.has(keyOf(tag)));
    const there = new Set(kept.map(textOf));
    return [...kept, ...inner.filter((tag) => !there.has(textOf(tag)))];
  }, []);
}

/** What a `<meta>` says something about: its name or property; `theme-color` once for each medium. */
function metaKey(tag: Tag): string | undefined {
  const name = tag["name"] ?? tag["property"] ?? tag["http-equiv"];
  return name === undefined ? undefined : `${name.toLowerCase()} ${tag["media"] ?? ""}`;
}

/** A document has one canonical address, and one icon of each kind for each size and medium. */
function linkKey(tag: Tag): string | undefined {
  const rel = tag["rel"]?.toLowerCase();
  switch (rel) {
    case "canonical":
      return rel;
    case "icon":
    case "apple-touch-icon":
      return [rel, tag["sizes"] ?? "", tag["media"] ?? ""].join(" ");
    default:
      return undefined;
  }
}

function textOf(tag: Tag): string {
  return JSON.stringify(Object.entries(tag).sort(([a], [b]) => a < b ? -1 : 1));
}
