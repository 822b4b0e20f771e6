/**
 * Server actions as functions of a page: calling one makes an effect; the loop's interpreter does the sending.
 *
 * @module
 */
import type { Action, ActionInput, ActionOutput, Actions, Contract } from "./contract.ts";
import { type Call, ownerOf } from "./call.ts";
import type { Effect } from "./effect.ts";
import type { FormRules } from "../schema/field_rules.ts";
import type { Result } from "./result.ts";

/** One action, ready to be called in `update` or to be given to `form`. */
export interface ServerCall<A extends Action> extends Call {
  /** What the action's input says of the fields of a form. */
  rules(): FormRules | undefined;
  /** Makes the effect that runs the action and turns its answer into a message. */
  <const M>(input: ActionInput<A>, toMessage: (result: Result<ActionOutput<A>>) => M): Effect<M>;
}

/** The actions of a contract as functions. */
export type Calls<C extends Contract> = {
  readonly [N in keyof Actions<C>]: ServerCall<Extract<Actions<C>[N], Action>>;
};

/**
 * The actions of a contract as effect constructors.
 *
 * @example
 * ```ts
 * import { action, calls, page, type Result } from "@rally/rally";
 * import { z } from "zod";
 *
 * const contract = page("/counter", { actions: { add: action(z.object({ by: z.int() }), z.int()) } });
 * const server = calls(contract);
 *
 * export const effect = server.add({ by: 1 }, (result: Result<number>) => ({ type: "added", result }));
 * ```
 */
export function calls<C extends Contract>(contract: C): Calls<C> {
  const owner = ownerOf(contract);
  const entries = Object.entries(contract.spec.actions ?? {}).map(([name, declared]) => {
    const { over } = declared;
    const call = (input: unknown, toMessage: (result: Result<unknown>) => unknown): Effect<unknown> => ({
      type: "call",
      call: { owner, action: name, over },
      input,
      toMessage,
    });
    return [name, Object.assign(call, { owner, action: name, over, rules: () => declared.rules })];
  });
  return Object.fromEntries(entries);
}
