/**
 * Functions of `app/browser.ts`: code that only a browser can run and that has a result. Pages call them as effects.
 *
 * @module
 */
import type { z } from "zod";
import { callFunction } from "./browser_code.ts";
import type { Asked, Effect } from "./effect.ts";
import type { EffectHost } from "./effect_host.ts";
import type { Result } from "./result.ts";

/** A function that runs in the browser. */
export interface BrowserFunction<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  /** Makes the effect that runs the function in the browser and turns its answer into a message. */
  <const M>(input: z.output<I>, toMessage: (result: Result<z.output<O>>) => M): Effect<M>;
  readonly browserName: string;
  readonly input: I;
  readonly output: O;
  readonly run: (input: z.output<I>) => z.output<O> | Promise<z.output<O>>;
}

/**
 * Declares a function that runs in the browser, in `app/browser.ts`. It is loaded when it is first called. A failure
 * arrives as a result of kind `failed`.
 *
 * @param name The name under which it is exported.
 * @param output What it gives; in live mode the server parses it.
 * @example
 * ```ts
 * import { browserFunction } from "@rally/rally";
 * import { z } from "zod";
 *
 * // app/browser.ts
 * export const share = browserFunction("share", z.object({ title: z.string() }), z.boolean(), async ({ title }) => {
 *   if (!navigator.share) return false;
 *   await navigator.share({ title, url: location.href });
 *   return true;
 * });
 *
 * // A page
 * export const effect = share({ title: "Toronto v Montréal" }, (result) => ({ type: "shared", result }));
 * ```
 */
export function browserFunction<I extends z.ZodType, O extends z.ZodType>(
  name: string,
  input: I,
  output: O,
  run: (input: z.output<I>) => z.output<O> | Promise<z.output<O>>,
): BrowserFunction<I, O> {
  const call = (given: unknown, toMessage: (result: Result<unknown>) => unknown): Effect<unknown> => ({
    type: "function",
    name,
    input: given,
    toMessage,
    "~rally": perform,
  });
  return Object.assign(call, { browserName: name, input, output, run }) as BrowserFunction<I, O>;
}

function perform({ name, input, toMessage }: Asked<unknown>, host: EffectHost): void {
  const asked = Promise.resolve(callFunction({ type: "function", name, input }, host));
  asked.then((result) => host.tell(() => toMessage(result as Result<unknown>)), host.failed);
}
