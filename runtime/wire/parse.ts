/**
 * Untrusted packed values: unpacked by position, then parsed by the schema itself, so that there is one truth about
 * what is valid. On the server only.
 *
 * @module
 */
import type { z } from "zod";
import { type Codec, DecodeError } from "./codec.ts";
import { fieldProblems } from "./field_problems.ts";
import type { Parsed } from "./strings.ts";

/** Parses the packed input of an action. Never throws for what the sender wrote. */
export function parseInput(schema: z.ZodType, codec: Codec, packed: unknown): Parsed {
  let input: unknown;
  try {
    input = codec.unpack(packed);
  } catch (error) {
    if (error instanceof DecodeError) return { ok: false, fields: { [error.path]: [error.reason] } };
    throw error;
  }
  const parsed = schema.safeParse(input);
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, fields: fieldProblems(parsed.error.issues) };
}
