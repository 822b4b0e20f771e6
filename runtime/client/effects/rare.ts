/**
 * The code of the effects that few pages ask for.
 *
 * @module
 */
import type { BrowserEffect } from "../../page/effect.ts";

type Of<T extends BrowserEffect["type"]> = BrowserEffect & { type: T };

/** Scrolls to an element, at once for readers who want no motion. */
export function scrollTo({ selector, smooth }: Of<"scrollTo">): void {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const behavior = smooth && !calm ? "smooth" : "instant";
  queueMicrotask(() => document.querySelector(selector)?.scrollIntoView({ behavior }));
}

/** Writes to the clipboard. Refused without a click before it, and missing on plain http: the reader copies by hand. */
export function copy({ text }: Of<"copy">): void {
  if (navigator.clipboard) navigator.clipboard.writeText(text).catch((error) => console.warn(error));
  else console.warn("Cannot copy: this browser gives the clipboard to https pages only");
}

/** Lets the browser save a text as a file. */
export function download({ name, text, mediaType }: Of<"download">): void {
  const href = URL.createObjectURL(new Blob([text], { type: mediaType }));
  Object.assign(document.createElement("a"), { href, download: name }).click();
  // By then the browser has begun to read it, which it then ends.
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

/** Says a sentence through a region that screen readers listen to and nobody sees. */
export function announce({ text }: Of<"announce">): void {
  let region = document.getElementById(announcerId);
  if (!region) {
    region = document.createElement("div");
    region.id = announcerId;
    region.setAttribute("role", "status");
    region.style.cssText = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)";
    document.body.append(region);
  }
  const before = region.textContent;
  region.textContent = "";
  // A region that is new is not listened to yet; the same sentence again would be no change.
  setTimeout(() => region.textContent = before === text ? `${text}\u00a0` : text, 50);
}

const announcerId = "rally-announcer";
