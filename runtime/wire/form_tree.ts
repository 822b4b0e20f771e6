/**
 * The fields of a form as they travel, and by the steps of their names: what `items.0.name=x` looks like before a schema
 * gives it types.
 *
 * @module
 */

import { isRow } from "../schema/form_fields.ts";

/** One field as a browser sends it. */
export type FormEntry = readonly [name: string, value: string | File];

/** The most fields that one form may have. */
export const maxFields = 1_000;

/** One field without files, as it stands in frames. */
export type TextEntry = readonly [name: string, value: string];

/** The fields of a frame, or `undefined` when they are not what a browser sends. */
export function textEntries(value: unknown): readonly TextEntry[] | undefined {
  return Array.isArray(value) && value.length <= maxFields && value.every(isTextEntry) ? value : undefined;
}

function isTextEntry(value: unknown): value is TextEntry {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === "string");
}

/** What stands at one step. Maps, because `__proto__` and `constructor` are names like any other. */
export interface FormNode {
  /** The values of the fields with exactly this name, in their order. */
  readonly values: readonly (string | File)[];
  readonly parts: ReadonlyMap<string, FormNode>;
}

// No schema that a person wrote is as deep; a name could otherwise be made that ends the stack.
const deepest = 64;

/** Reads names into a tree. */
export function formTree(entries: readonly FormEntry[]): FormNode {
  const root = emptyNode();
  for (const [name, value] of entries) {
    const steps = name.split(".");
    if (steps.length > deepest) continue;
    let node = root;
    for (const step of steps) {
      const next = node.parts.get(step) ?? emptyNode();
      node.parts.set(step, next);
      node = next;
    }
    // A browser that posts a form itself writes the line breaks of a textarea in another way than a script reads them.
    node.values.push(typeof value === "string" ? value.replace(/\r\n?/g, "\n") : value);
  }
  return root;
}

/** What stands at a step; nothing, when no field leads there. */
export function partOf(node: FormNode, step: string): FormNode {
  return node.parts.get(step) ?? nothing;
}

/** The numbers of a list's rows, as they were posted, in their order. A row is as long as it has fields: gaps cost nothing. */
export function rowsOf(node: FormNode): string[] {
  return [...node.parts.keys()].filter(isRow).sort((a, b) => Number(a) - Number(b));
}

/** Whether anything was entered in a field at or below a step. */
export function isFilled({ values, parts }: FormNode): boolean {
  return values.some((value) => typeof value === "string" ? value !== "" : value.size > 0) ||
    parts.values().some(isFilled);
}

interface GrowingNode extends FormNode {
  readonly values: (string | File)[];
  readonly parts: Map<string, GrowingNode>;
}

function emptyNode(): GrowingNode {
  return { values: [], parts: new Map() };
}

const nothing: FormNode = emptyNode();
