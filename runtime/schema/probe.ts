/**
 * Asks a schema what it says of a value, where that can be asked without running what its author wrote.
 *
 * @module
 */
import type { z } from "zod";
import type { Schema } from "./zod_def.ts";

/** A problem as zod reports it. */
export interface ProbedIssue {
  readonly code: string;
  readonly message: string;
  readonly path: readonly PropertyKey[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
}

/**
 * The problems of a value, or `undefined` when it has none that the schema states as data. What a function of the
 * author says (`refine`, `transform`) does not count: it may look at more than this value.
 */
export function probe(schema: Schema, value: unknown): readonly ProbedIssue[] | undefined {
  try {
    const parsed = (schema as unknown as z.ZodType).safeParse(value);
    const issues = parsed.error?.issues.filter(({ code, path }) => code !== "custom" && path.length === 0);
    return issues?.length ? issues : undefined;
  } catch {
    // Such a function is asynchronous, or did not expect the value.
    return undefined;
  }
}
