/**
 * Text that no database keeps as it is: SQLite cuts it at a NUL character, and half of a surrogate pair has no UTF-8. Nobody
 * types either, and no schema would think of it; so it is refused for all, before a handler has to.
 *
 * @module
 */
import type { FieldProblems } from "../page/result.ts";

const message = "This has a character that cannot be saved.";

/** Names the fields of a parsed input that hold such text; `undefined` when none does. */
export function unsavableTexts(input: unknown): FieldProblems | undefined {
  const problems: Record<string, string[]> = {};
  const open: [value: unknown, path: string][] = [[input, ""]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [value, path] = next;
    if (typeof value === "string" && !isSavable(value)) problems[path] = [message];
    for (const [key, child] of childrenOf(value)) {
      if (!isSavable(key)) problems[path] = [message];
      open.push([child, path === "" ? key : `${path}.${key}`]);
    }
  }
  return Object.keys(problems).length > 0 ? problems : undefined;
}

/** Whether a text can be saved as it is. */
export function isSavable(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

function childrenOf(value: unknown): readonly [key: string, child: unknown][] {
  if (typeof value !== "object" || value === null) return [];
  if (value instanceof Map) return [...value].flatMap(([key, child], at) => [[`${at}`, key], [`${at}`, child]]);
  if (value instanceof Set) return [...value].map((child, at) => [`${at}`, child]);
  // The insides of a date, of bytes or of a file are no text.
  return Array.isArray(value) || isPlain(value) ? Object.entries(value) : [];
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
