/**
 * What a reader who does not see the screen needs after a navigation: the focus at the new page's start, and its title
 * told. A document load gives both by itself.
 *
 * @module
 */

/** Puts the focus to the page's `autofocus` element, or to the start of the document. */
export function resetFocus(): void {
  const wanted = document.querySelector<HTMLElement>("[autofocus]");
  if (wanted) return wanted.focus();
  const { body } = document;
  const before = body.getAttribute("tabindex");
  body.tabIndex = -1;
  body.focus({ preventScroll: true });
  // Only while it was given the focus: a body that takes it by a click would swallow the keys of the page.
  if (before === null) body.removeAttribute("tabindex");
  else body.setAttribute("tabindex", before);
}

/** Has the title read out. */
export function announceTitle(): void {
  const region = document.getElementById("rally-title") ?? addRegion();
  region.textContent = document.title;
}

function addRegion(): Element {
  const region = Object.assign(document.createElement("div"), { id: "rally-title" });
  region.setAttribute("aria-live", "assertive");
  region.setAttribute("aria-atomic", "true");
  region.style.cssText =
    "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap";
  document.body.append(region);
  return region;
}
