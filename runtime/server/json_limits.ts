/**
 * How much structure a frame or body may have. Its bytes are limited before it is read; but few bytes hold many brackets,
 * and whatever walks down a value by calling itself would run out of stack.
 *
 * @module
 */

/** The most of each. */
export const jsonLimits = { depth: 64, nodes: 10_000, keys: 1_000 } as const;

/** Says what a parsed value has too much of; `undefined` when it may be read on. */
export function excessOf(value: unknown): string | undefined {
  const open: [value: unknown, depth: number][] = [[value, 1]];
  let nodes = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [parent, depth] = next;
    if (typeof parent !== "object" || parent === null) continue;
    if (depth > jsonLimits.depth) return `it is nested deeper than ${jsonLimits.depth}`;
    const children = Object.values(parent);
    if (!Array.isArray(parent) && children.length > jsonLimits.keys) {
      return `an object has more than ${jsonLimits.keys} keys`;
    }
    nodes += children.length;
    if (nodes > jsonLimits.nodes) return `it has more than ${jsonLimits.nodes} values`;
    for (const child of children) if (typeof child === "object") open.push([child, depth + 1]);
  }
}
