/**
 * What makes generating again fast: an answer about an unchanged file is the one that was given before. Readers give the
 * same object for an unchanged file, so the object itself is the key, and what is forgotten is forgotten by itself.
 */
import { isDeepStrictEqual } from "node:util";

/** The same function, which computes its answer once for each object. */
export function memoize<In extends object, Out>(compute: (input: In) => Out): (input: In) => Out {
  const known = new WeakMap<In, { readonly answer: Out }>();
  return (input) => {
    const found = known.get(input);
    if (found) return found.answer;
    const answer = compute(input);
    known.set(input, { answer });
    return answer;
  };
}

/** The same function, which computes its answer anew only when its list holds other objects than the last time. */
export function memoizeLast<Item, Out>(compute: (items: readonly Item[]) => Out): (items: readonly Item[]) => Out {
  let last: { readonly items: readonly Item[]; readonly answer: Out } | undefined;
  return (items) => {
    if (!last || !sameItems(last.items, items)) last = { items, answer: compute(items) };
    return last.answer;
  };
}

/** The same function, which computes its answer anew only when its input says something else than the last time. */
export function memoizeEqual<In, Out>(compute: (input: In) => Out): (input: In) => Out {
  let last: { readonly input: In; readonly answer: Out } | undefined;
  return (input) => {
    if (!last || !isDeepStrictEqual(last.input, input)) last = { input, answer: compute(input) };
    return last.answer;
  };
}

/** Whether two lists hold the same objects in the same order. */
export function sameItems(left: readonly unknown[], right: readonly unknown[]): boolean {
  return left.length === right.length && left.every((item, index) => item === right[index]);
}
