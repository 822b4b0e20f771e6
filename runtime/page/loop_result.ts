/**
 * What `init` and `update` have returned, looked at before the loop takes it apart: in development and in tests alone,
 * by `frozen_module.ts`.
 *
 * @module
 */
import type { Effect } from "./effect.ts";

/** A model with the effects that are to be run. */
type LoopResult = [unknown, readonly Effect<unknown>[]];

/**
 * The result when it is one.
 *
 * @param what `update in app/pages/index.tsx`
 * @throws {TypeError} With what was expected, what came, and what to do.
 */
export function requireResult(got: unknown, what: string): LoopResult {
  if (Array.isArray(got) && got.length === 2 && Array.isArray(got[1])) return got as unknown as LoopResult;
  throw new TypeError(
    `The value of ${what} is wrong\nExpected one of:\n  [model, none]\n  [model, [effect, …]]\n` +
      `Got: ${shown(got)}\nhint: ${hintFor(got)}`,
  );
}

function hintFor(got: unknown): string {
  if (isPromise(got)) {
    return "remove async and await: what takes time is an effect, e.g. server.save(input, toMessage) or task(…)";
  }
  if (got === undefined) return "end every branch with return [model, none]";
  if (Array.isArray(got)) return "return two things, the model and the list of effects: [model, none]";
  return "return the model with its effects: [model, none]";
}

function shown(got: unknown): string {
  if (isPromise(got)) return "a promise";
  try {
    return (JSON.stringify(got) ?? String(got)).slice(0, 200);
  } catch {
    return String(got);
  }
}

function isPromise(got: unknown): boolean {
  return typeof got === "object" && got !== null && "then" in got && typeof got.then === "function";
}
