/**
 * Shows changed files of `static/` without loading the document again.
 *
 * @module
 */

/** Takes over changed files, e.g. `static/styles.css`. */
export function refreshStaticFiles(paths: readonly string[]): void {
  const urls = new Set(paths.map((path) => encodeURI(path.replace(/^static/, ""))));
  const linked = stylesheets().filter(({ href }) => urls.has(new URL(href).pathname));
  // A stylesheet that no link names is imported by another one.
  const imported = [...urls].some((url) => url.endsWith(".css") && !linked.some(({ href }) => href.includes(url)));
  for (const link of imported ? stylesheets() : linked) replaceStylesheet(link);
  for (const image of document.images) {
    if (urls.has(new URL(image.src, location.href).pathname)) image.src = stamped(image.src);
  }
}

function stylesheets(): HTMLLinkElement[] {
  const links = [...document.querySelectorAll<HTMLLinkElement>('link[rel~="stylesheet"]')];
  return links.filter(({ href }) => new URL(href).origin === location.origin);
}

/** The old one stays until the new one is there: the page never flashes without a style. */
function replaceStylesheet(link: HTMLLinkElement): void {
  const next = link.cloneNode() as HTMLLinkElement;
  next.href = stamped(link.href);
  next.onload = next.onerror = () => link.remove();
  link.after(next);
}

function stamped(address: string): string {
  const url = new URL(address, location.href);
  url.searchParams.set("changed", String(Date.now()));
  return url.href;
}
