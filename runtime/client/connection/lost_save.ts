/**
 * Tells of what was refused and no loop shows: a save whose page was left, an event that its loop has never got.
 *
 * @module
 */
import type { Refusal } from "../../page/result.ts";

/** What the event `rally:lost-save` of the window says. */
export interface LostSave {
  /** The name of the action. */
  readonly action: string;
  readonly refusal: Refusal;
}

/** Long enough to be read twice. */
const shownMs = 20_000;

/** Tells the app, and unless that prevents it, the person: in a line that can be seen and heard. */
export function tellLostSave(action: string, refusal: Refusal): void {
  const detail: LostSave = { action, refusal };
  if (dispatchEvent(new CustomEvent("rally:lost-save", { detail, cancelable: true }))) {
    show(`What you did on the page before: ${refusal.message}`);
  }
}

/** Tells the app, and unless that prevents it, the person, of what she did in a live page and was not handled. */
export function tellRefused(target: Element, refusal: Refusal): void {
  const event = new CustomEvent("rally:refused", { detail: refusal, bubbles: true, cancelable: true });
  if (target.dispatchEvent(event)) show(refusal.message);
}

function show(text: string): void {
  // One that is clicked again and again is told once.
  document.querySelector(".rally-lost-save")?.remove();
  const line = document.createElement("div");
  line.className = "rally-lost-save";
  line.setAttribute("role", "status");
  line.style.cssText =
    "position:fixed;inset:auto 1rem 1rem;padding:.75rem 1rem;background:#222;color:#fff;z-index:1000";
  document.body.append(line);
  // A region that is new is not listened to yet.
  setTimeout(() => line.textContent = text, 50);
  setTimeout(() => line.remove(), shownMs);
}
