/**
 * Lets elements leave in style: one with `data-leave` that a view no longer shows is gone for the view, and a copy of it
 * stays for as long as its style sheet animates `[data-leaving]`. It is watched from outside, so that it is the same for
 * every engine: none of them knows of the copy, and it keeps no id, no name and no handler.
 *
 * @module
 */

/** An animation that takes longer does not keep what nobody can use. */
const maxMs = 5000;

/** Begins to watch. */
export function watchLeaving(): void {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  new MutationObserver((records) => {
    if (calm.matches) return;
    // Of several that go at once, the later ones name the place of the earlier ones.
    const copies = new Map<Node, Element>();
    for (const record of records.toReversed()) {
      for (const node of [...record.removedNodes].toReversed()) {
        if (!isLeaving(node) || !isInPage(record.target)) continue;
        const copy = copyOf(node);
        copies.set(node, copy);
        putBack(copy, record, copies);
        leave(copy);
      }
    }
  }).observe(document.body, { childList: true, subtree: true });
}

// One that was only moved is there again.
function isLeaving(node: Node): node is HTMLElement {
  return node instanceof HTMLElement && node.dataset.leave !== undefined && !node.isConnected;
}

// What stands directly in an outlet goes with its page, and what stands in an element that has gone goes with that.
function isInPage(place: Node): boolean {
  return place.isConnected && place.nodeName !== "RALLY-OUTLET";
}

function copyOf(element: HTMLElement): HTMLElement {
  const copy = element.cloneNode(true) as HTMLElement;
  copy.removeAttribute("data-leave");
  copy.inert = true;
  copy.ariaHidden = "true";
  // Nobody finds it by its id, and no form sends its fields.
  for (const one of [copy, ...copy.querySelectorAll("[id],[name]")]) {
    one.removeAttribute("id");
    one.removeAttribute("name");
  }
  return copy;
}

function putBack(
  copy: Element,
  { target, nextSibling, previousSibling }: MutationRecord,
  copies: Map<Node, Element>,
): void {
  const isThere = (node: Node | null | undefined) => node?.parentNode === target;
  const next = [nextSibling && copies.get(nextSibling), nextSibling].find(isThere);
  const before = isThere(previousSibling) ? previousSibling!.nextSibling : null;
  target.insertBefore(copy, next ?? before);
}

/** Shows the copy as the element was, and from there on as its style sheet lets it leave. */
async function leave(copy: HTMLElement): Promise<void> {
  const { style } = copy;
  const { cssText } = style;
  // It does not come in once more.
  style.cssText += ";transition:none!important;animation:none!important";
  copy.getBoundingClientRect();
  style.cssText = cssText;
  copy.dataset.leaving = "";
  const ends = copy.getAnimations({ subtree: true })
    .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
    .map(({ finished }) => finished);
  await Promise.race([Promise.allSettled(ends), new Promise((resolve) => setTimeout(resolve, maxMs))]);
  copy.remove();
}
