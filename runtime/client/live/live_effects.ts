/**
 * Carries out what a loop on the server asks of its browser. Rare effects are loaded with the first of them.
 *
 * @module
 */
import type { ClientFrame, SentEffect } from "../../wire/frames.ts";
import { cookie, focus } from "../effects/common.ts";
import type { Tab } from "../tab.ts";

// One promise for all: imports of a module that is still loading do not end in the order in which they began.
let rareParts: Promise<typeof import("./rare_parts.ts")> | undefined;

/** Sends what a loop is told by its browser. */
export type Say = (
  frame: Extract<ClientFrame, readonly ["told" | "heard", ...unknown[]]>,
) => void;

/** Does one effect; the answer to a question goes back to the loop. */
export function runEffect(tab: Tab, effect: SentEffect, say: Say): void {
  switch (effect.type) {
    case "navigate":
      return void tab.navigate(effect.href, { replace: effect.replace });
    case "focus":
      return focus(effect);
    case "cookie":
      return cookie(effect);
    default:
      rareParts ??= import("./rare_parts.ts");
      rareParts.then(({ runRareEffect }) => runRareEffect(tab, effect, say));
  }
}
