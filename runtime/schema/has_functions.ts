/**
 * Whether a schema has rules that no table of checks can hold.
 *
 * @module
 */
import type { Schema } from "./zod_def.ts";

/**
 * Whether a schema asks functions of the author (`refine`, `superRefine`, `transform`), or leaves its fields to the
 * members of a union: then only who has the schema can judge a value.
 */
export function hasFunctions(schema: Schema, seen: Set<Schema> = new Set()): boolean {
  // A schema may contain itself.
  if (seen.has(schema)) return false;
  seen.add(schema);
  const { def } = schema._zod;
  if (def.type === "custom" || def.type === "transform") return true;
  if (def.checks?.some((check) => check._zod.def.check === "custom")) return true;
  if (def.options?.some((option) => option._zod.def.shape)) return true;
  const inner = [def.innerType, def.element, def.valueType, def.in, def.out, def.getter?.()];
  return [...inner, ...(def.options ?? []), ...Object.values(def.shape ?? {})]
    .some((part) => part !== undefined && hasFunctions(part, seen));
}
