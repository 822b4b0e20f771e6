/**
 * Finds items of a list that have the same key. They would be known by their places, and what somebody has typed into
 * one would be found in the other. It looks at what a view gives, on both sides; what is inside of a component is not
 * there yet. Development and tests ask it (`frozen_module.ts`).
 *
 * @module
 */

/** What is known of a node here: one of the server's tree, or a vnode of Preact. */
interface AnyNode {
  readonly key?: unknown;
  readonly props?: { readonly children?: unknown } | null;
  /** Of a compiled template: the constant pieces, and what stands between them. */
  readonly statics?: readonly string[];
  readonly slots?: readonly unknown[];
}

/**
 * Requires that the items of each list have keys of their own.
 *
 * @param where What has shown them, for errors.
 * @throws {TypeError} When two items of a list have one key.
 */
export function requireOwnKeys(view: unknown, where: string): void {
  if (typeof view !== "object" || view === null) return;
  if (!Array.isArray(view)) {
    const { slots, props } = view as AnyNode;
    for (const slot of slots ?? [props?.children]) requireOwnKeys(slot, where);
    return;
  }
  const taken = new Set<string>();
  for (const item of view) {
    const key = keyOf(item);
    if (key !== undefined && key !== null) {
      if (taken.has(String(key))) throw new TypeError(message(String(key), where));
      taken.add(String(key));
    }
    requireOwnKeys(item, where);
  }
}

function keyOf(item: unknown): unknown {
  if (typeof item !== "object" || item === null) return undefined;
  const { key, statics, slots } = item as AnyNode;
  if (!statics || !slots) return key;
  // The attributes of the first tag; those behind it are of other elements.
  const end = statics.findIndex((piece) => piece.includes(">"));
  const attributes = slots.slice(0, Math.max(end, 0)) as readonly (Partial<Attribute> | string | null)[];
  return attributes.find((one): one is Attribute => typeof one === "object" && one?.name === "key")?.value;
}

interface Attribute {
  readonly name: string;
  readonly value: unknown;
}

function message(key: string, where: string): string {
  return `Cannot tell the items of a list in ${where} apart: got the key "${key}" twice, expected one for each item\n` +
    "hint: use what names an item in its data, e.g. its id";
}
