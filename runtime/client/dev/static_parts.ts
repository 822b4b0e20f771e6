/**
 * Brings the HTML of parts without a loop in the browser up to date: the page's document is asked for again, and what
 * stands in their outlets is taken from it. Outlets inside them keep their own elements, and with them their loops.
 *
 * @module
 */

/** Takes over the HTML of these parts, as far as they are shown. */
export async function refreshStaticParts(ids: readonly string[]): Promise<void> {
  const shown = ids.filter((id) => outletOf(document, id));
  if (shown.length === 0) return;
  const answer = await fetch(location.href, { headers: { accept: "text/html" } });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.title = fresh.title;
  // The innermost first: an outer part then finds what it keeps in its place.
  for (const id of shown.sort((left, right) => depthOf(right) - depthOf(left))) {
    const [old, next] = [outletOf(document, id), outletOf(fresh, id)];
    if (!old || !next) return location.reload();
    keepInner(old, next);
    old.replaceChildren(...next.childNodes);
  }
}

function keepInner(old: Element, next: Element): void {
  const focused = document.activeElement;
  const inner = old.querySelector("rally-outlet");
  const place = next.querySelector("rally-outlet");
  if (!inner || !place) return;
  place.replaceWith(inner);
  // An element that is moved loses the focus.
  if (focused instanceof HTMLElement && inner.contains(focused)) queueMicrotask(() => focused.focus());
}

function outletOf(root: Document, id: string): Element | null {
  return root.querySelector(`rally-outlet[data-part="${id}"]`);
}

function depthOf(id: string): number {
  let depth = 0;
  for (let at = outletOf(document, id); at; at = at.parentElement) depth += 1;
  return depth;
}
