/**
 * A socket whose incoming frames a test can hold back, for what a fast machine never shows: an answer that comes late.
 */
import type { Page } from "playwright-core";

/** For `VisitorOptions.before`. `say` gives the page a frame that the server has not sent. */
export const gatedSocket = `
  const held = [];
  // A patch begins with a number in the place of its kind.
  const named = (frame) => typeof frame[0] === "number" ? ["patch", ...frame] : frame;
  globalThis.isHeld = () => false;
  globalThis.heldFrames = () => held.length;
  globalThis.release = (count) => held.splice(0, count).forEach((go) => go());
  globalThis.WebSocket = class extends WebSocket {
    set onmessage(listen) {
      globalThis.say = (frame) => listen({ data: JSON.stringify(frame) });
      super.onmessage = (event) => {
        const go = () => listen(event);
        if (isHeld(named(JSON.parse(event.data)))) held.push(go);
        else go();
      };
    }
  };
`;

/** The answers to what is done to a page: of its loop, and of its actions. */
const answers = `([kind]) => ["patch", "ok", "no"].includes(kind)`;

/** From now on frames wait, those for which the expression gives `true`. */
export async function hold(page: Page, isHeld = answers): Promise<void> {
  await page.evaluate(`globalThis.isHeld = ${isHeld}; undefined`);
}

/** Waits until so many frames are held back. */
export async function held(page: Page, count: number): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (Number(await page.evaluate("heldFrames()")) < count) {
    if (performance.now() > deadline) throw new Error(`Fewer than ${count} frames came`);
    await page.evaluate("new Promise(requestAnimationFrame)");
  }
}

/** Lets the first ones go, or all; those that come later are held back still. */
export async function release(page: Page, count?: number): Promise<void> {
  await page.evaluate(`release(${count ?? "Infinity"})`);
}

/** Lets all go, and holds back no more. */
export async function open(page: Page): Promise<void> {
  await page.evaluate("globalThis.isHeld = () => false; release(Infinity)");
}
