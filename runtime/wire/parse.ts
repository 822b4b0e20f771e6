/**
 * Untrusted packed values: unpacked by position, then parsed by the schema itself, so that there is one truth about
 * what is valid. On the server only.
 *
 * @module
 */
import type { z } from "zod";
import { type Codec, DecodeError } from "./codec.ts";
import type { FieldProblems } from "../page/result.ts";
import { fieldProblems } from "./field_problems.ts";

/** A parsed value, or what is wrong with each of its fields. */
export type Parsed = { readonly ok: true; readonly value: unknown } | {
  readonly ok: false;
  readonly fields: FieldProblems;
};

/** Parses the packed input of an action. Never throws for what the sender wrote. */
export function parseInput(schema: z.ZodType, codec: Codec, packed: unknown): Parsed {
  let input: unknown;
  try {
    input = codec.unpack(packed);
  } catch (error) {
    if (error instanceof DecodeError) {
      return { ok: false, fields: { [error.path.replace(/\[(\d+)\]/g, ".$1")]: [error.reason] } };
    }
    throw error;
  }
  const parsed = schema.safeParse(input);
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, fields: fieldProblems(parsed.error.issues) };
}
