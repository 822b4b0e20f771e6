/**
 * Finds functions in the place of handlers in what a view gives to Preact. On the server the JSX runtime refuses them;
 * here Preact would call them, and nothing would happen.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import { requireHandler } from "../../page/raw_handler.ts";

/** Requires handlers in the elements of a view. What is inside of a component is its own. */
export function requireHandlers(tree: ComponentChildren): void {
  if (Array.isArray(tree)) return tree.forEach(requireHandlers);
  if (typeof tree !== "object" || tree === null || !("props" in tree)) return;
  const { type, props } = tree;
  if (typeof type === "string") {
    for (const [name, value] of Object.entries(props)) requireHandler(name, value, `<${type}>`);
  }
  requireHandlers(props.children);
}
