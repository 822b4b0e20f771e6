/**
 * Tells of a save that was refused after its page was left: no loop is there any more that would show it.
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
  if (!dispatchEvent(new CustomEvent("rally:lost-save", { detail, cancelable: true }))) return;
  const line = document.createElement("div");
  line.className = "rally-lost-save";
  line.setAttribute("role", "status");
  line.style.cssText =
    "position:fixed;inset:auto 1rem 1rem;padding:.75rem 1rem;background:#222;color:#fff;z-index:1000";
  document.body.append(line);
  // A region that is new is not listened to yet.
  setTimeout(() => line.textContent = `What you did on the page before: ${refusal.message}`, 50);
  setTimeout(() => line.remove(), shownMs);
}
