/**
 * Shows that a page is on its way when it takes longer than a moment: a bar at the top edge, and `aria-busy` on the
 * document. An app may style both: `#rally-progress`, `[aria-busy]`.
 *
 * @module
 */

/** Waits shorter than this are not felt as waits; a bar that only flashes would make them so. */
const patienceMs = 200;

let timer: ReturnType<typeof setTimeout> | undefined;

/** Says whether a page is on its way. */
export function setProgress(underWay: boolean): void {
  clearTimeout(timer);
  if (underWay) timer = setTimeout(showBar, patienceMs);
  else hideBar();
}

function showBar(): void {
  if (document.getElementById("rally-progress")) return;
  const bar = Object.assign(document.createElement("div"), { id: "rally-progress" });
  bar.setAttribute("role", "progressbar");
  bar.setAttribute("aria-label", "Loading");
  bar.style.cssText = "position:fixed;inset:0 0 auto;height:3px;z-index:2147483647;transform-origin:left;" +
    "background:var(--rally-progress-color,currentColor)";
  document.body.append(bar);
  document.documentElement.setAttribute("aria-busy", "true");
  // Ever slower: how long it will take is not known.
  const frames = [{ transform: "scaleX(0)" }, { transform: "scaleX(0.7)", offset: 0.2 }, { transform: "scaleX(0.95)" }];
  bar.animate(frames, { duration: 10_000, fill: "forwards", easing: "ease-out" });
}

function hideBar(): void {
  document.getElementById("rally-progress")?.remove();
  document.documentElement.removeAttribute("aria-busy");
}
