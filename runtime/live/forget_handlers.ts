/**
 * The handlers of what is no longer shown.
 *
 * @module
 */
import type { Pass } from "./grow_child.ts";
import { type Child, List, Part } from "./live_tree.ts";

/** Notes that the handlers of a child and of everything in it are gone. */
export function forgetHandlers(child: Child, pass: Pass): void {
  if (child instanceof List) {
    for (const item of child.items) forgetHandlers(item, pass);
  } else if (child instanceof Part) {
    for (const [at, slot] of child.template.slots.entries()) {
      if (slot.type === "child") forgetHandlers(child.values[at] as Child, pass);
      else if (slot.type === "handler" && child.values[at] !== false) pass.handlers.set(child.number + at, undefined);
    }
  }
}
