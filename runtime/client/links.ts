/**
 * Which clicks a tab follows itself; all others are the browser's.
 *
 * @module
 */

/** The address of a click on a link of this app; `undefined` leaves the click to the browser. */
export function linkOf(event: MouseEvent): string | undefined {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
    return undefined;
  }
  const link = anchorOf(event);
  if (!link || link.target || link.hasAttribute("download")) return undefined;
  const { origin, pathname, search, hash, href } = link;
  if (origin !== location.origin || pathname.startsWith("/_rally/")) return undefined;
  const inPage = hash && pathname + search === addressOf(location);
  return inPage ? undefined : href;
}

/** The link that an event is about; one in SVG is left to the browser. */
export function anchorOf({ target }: Event): HTMLAnchorElement | undefined {
  const link = (target as Element).closest?.("a[href]");
  return link instanceof HTMLAnchorElement ? link : undefined;
}

/** What the server is asked for: an address without its fragment. */
export function addressOf({ pathname, search }: { readonly pathname: string; readonly search: string }): string {
  return pathname + search;
}
