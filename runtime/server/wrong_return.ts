/**
 * What is said when a function of the app has returned what nothing can be made of.
 *
 * @module
 */
import { inspect } from "node:util";

/** What was called, and what it may return. */
export interface Promised {
  /** `The value of load in app/pages/index.tsx`. */
  readonly what: string;
  readonly expected: readonly string[];
  /** What has shown that the value is wrong. */
  readonly cause?: unknown;
}

/**
 * The answer of a function that decides who may see something. Nothing but `true` lets anybody in.
 *
 * @throws {TypeError} When it is no boolean: a forgotten `return` must not look like a decision.
 */
export function requireDecision(got: unknown, what: string): boolean {
  if (typeof got === "boolean") return got;
  const byThrowing = 'nothing, by throwing: redirect("/…"), denied(), notFound()';
  throw wrongReturn(got, { what, expected: ["true", "false", byThrowing] });
}

/** The error for a wrong value. Only the log sees it, and in development the page. */
export function wrongReturn(got: unknown, { what, expected, cause }: Promised): TypeError {
  const list = expected.map((each) => `  ${each}\n`).join("");
  const shown = inspect(got, { depth: 2, breakLength: 100 }).slice(0, 500);
  const reason = cause instanceof Error ? `: ${cause.message}` : "";
  return new TypeError(`${what} is wrong${reason}\nExpected one of:\n${list}Got: ${shown}`, { cause });
}
