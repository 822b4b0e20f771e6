/**
 * In development what `load` and handlers give is held against the contract: the types say it fits, and a cast, a
 * database or another service may know better. In production it is only encoded: this costs more than packing.
 *
 * @module
 */
import { inspect } from "node:util";
import type { z } from "zod";

/** A list of rows that are all wrong in the same way is told by its first ones. */
const maxTold = 4;

/** What a schema says against a value that leaves the server: each place in it, what is there, what is expected. */
export function outputProblem(schema: z.ZodType | undefined, value: unknown): string | undefined {
  const issues = issuesOf(schema, value);
  if (issues.length === 0) return undefined;
  const told = issues.slice(0, maxTold).map(({ path, message }) =>
    `${nameOf(path)}: got ${printed(valueAt(value, path))}, expected ${expectation(message)}`
  );
  const rest = issues.length - told.length;
  return [...told, ...(rest > 0 ? [`and ${rest} more`] : [])].join("; ");
}

function issuesOf(schema: z.ZodType | undefined, value: unknown): readonly z.core.$ZodIssue[] {
  try {
    const encoded = schema?.safeEncode(value);
    // More than the contract names is no mistake: the encoder drops it.
    return encoded?.error?.issues.filter(({ code }) => code !== "unrecognized_keys") ?? [];
  } catch {
    // A schema with a part that works in one direction only can say nothing here.
    return [];
  }
}

function nameOf(path: readonly PropertyKey[]): string {
  const name = path.reduce<string>(
    (before, step) => typeof step === "number" ? `${before}[${step}]` : `${before}.${String(step)}`,
    "",
  );
  return name.replace(/^\./, "") || "the value itself";
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, step) => (inner as Readonly<Record<PropertyKey, unknown>> | null | undefined)?.[step],
    value,
  );
}

/** The words of zod's own messages, `Invalid input: expected string, received number`, that say what is wanted. */
function expectation(message: string): string {
  return /expected (.*?)(?:, received .*)?$/.exec(message)?.[1] ?? `a value without this problem: ${message}`;
}

function printed(value: unknown): string {
  return inspect(value, { depth: 1, breakLength: Infinity }).slice(0, 60);
}
