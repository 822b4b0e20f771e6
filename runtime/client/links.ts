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
  return link && linkTarget(link);
}

/** The address of a link to another page of this app, `undefined` for every other link. */
export function linkTarget(link: HTMLAnchorElement): string | undefined {
  if (link.target || link.hasAttribute("download")) return undefined;
  const { origin, pathname, hash, href } = link;
  if (origin !== location.origin || pathname.startsWith("/_rally/")) return undefined;
  return hash && addressOf(link) === addressOf(location) ? undefined : href;
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
