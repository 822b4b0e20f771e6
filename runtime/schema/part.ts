/**
 * A schema without its wrappers: what a form is put together by.
 *
 * @module
 */
import type { Schema } from "./zod_def.ts";

/** A schema, and what its wrappers say of a value that is missing. */
export interface Part {
  readonly schema: Schema;
  readonly optional: boolean;
  readonly nullable: boolean;
  readonly defaulted: boolean;
}

/** Takes the wrappers off; of a pipe the side that takes the input stays. */
export function unwrap(schema: Schema): Part {
  const { def } = schema._zod;
  const inner = def.innerType ?? def.in ?? def.getter?.();
  if (!inner) return { schema, optional: false, nullable: false, defaulted: false };
  const part = unwrap(inner);
  switch (def.type) {
    case "optional":
      return { ...part, optional: true };
    case "nonoptional":
      return { ...part, optional: false };
    case "nullable":
      return { ...part, nullable: true };
    case "default":
    case "prefault":
    case "catch":
      return { ...part, defaulted: true };
    default:
      return part;
  }
}
