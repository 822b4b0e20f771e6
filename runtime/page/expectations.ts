/**
 * Optimistic updates: the model that a reader sees while actions are on their way. The loop's own model never holds an
 * expectation; those that wait are applied over it, in the order of their calls, each time it is shown. So nothing has
 * to be rolled back, and whatever else arrives meanwhile moves the ground that they stand on. Every host of a loop uses
 * this file; in the browser only the scripts of pages that export `expected` hold it.
 *
 * @module
 */
import type { Action, ActionInput, Actions, Contract } from "./contract.ts";
import type { Loop } from "./loop.ts";
import type { LoopModule } from "./module.ts";

/**
 * The type of a page's `expected`: for each action that shows its outcome before the answer has come, what its handler
 * will do to the model. Pure, and called again whenever the model below it changes.
 *
 * @example
 * ```ts
 * import { action, type Expected, page } from "@rally/rally";
 * import { strictEqual } from "node:assert";
 * import { z } from "zod";
 *
 * const contract = page("/counter", { actions: { add: action(z.object({ by: z.int() }), z.int()) } });
 * type Model = { count: number };
 *
 * export const expected: Expected<typeof contract, Model> = {
 *   add: (model, { by }) => ({ ...model, count: model.count + Number(by) }),
 * };
 *
 * strictEqual(expected.add?.({ count: 1 }, { by: 2 }).count, 3);
 * ```
 */
export type Expected<C extends Contract, Model> = {
  readonly [N in keyof Actions<C>]?: (model: Model, input: SentInput<Extract<Actions<C>[N], Action>>) => Model;
};

/** The input of a call as it was sent: what comes from a form is still a string, so use `Number(by)`. */
export type SentInput<A extends Action> = {
  readonly [K in keyof ActionInput<A>]: ActionInput<A>[K] extends string | undefined ? ActionInput<A>[K]
    : ActionInput<A>[K] | string;
};

/** {@linkcode Expected} without its types. */
export type ExpectedChanges = Readonly<
  Record<string, ((model: unknown, input: unknown) => unknown) | undefined>
>;

/** The expectations of one loop. */
export interface Expectations {
  /** A model with everything that is expected applied to it. */
  expected(model: unknown): unknown;
  /** Shows a model with everything that is expected applied to it. */
  render(model: unknown): void;
  /**
   * Shows what is expected of a call.
   *
   * @param tell Tells the loop the answer.
   * @returns What to call in its place: the expectation is withdrawn and the answer told, which the reader sees as one.
   */
  expect<Answer>(action: string, input: unknown, tell: (answer: Answer) => void): (answer: Answer) => void;
}

/**
 * Starts with nothing expected.
 *
 * @param show Shows a model to the reader.
 * @param loop Gives the loop, which is started later.
 */
export function expecting(
  module: LoopModule,
  show: (model: unknown) => void,
  loop: () => Pick<Loop, "model" | "attempt">,
): Expectations {
  let waiting: readonly ((model: unknown) => unknown)[] = [];
  let outdated = false;

  function expected(model: unknown): unknown {
    for (const change of waiting) model = change(model);
    return model;
  }

  function render(model: unknown): void {
    outdated = false;
    show(expected(model));
  }

  const redraw = () => loop().attempt(() => render(loop().model()));

  return {
    expected,
    render,
    expect(action, input, tell) {
      const outcome = module.expected?.[action];
      if (!outcome) return tell;
      const change = (model: unknown) => outcome(model, input);
      waiting = [...waiting, change];
      redraw();
      return (answer) => {
        waiting = waiting.filter((other) => other !== change);
        outdated = true;
        tell(answer);
        // The answer has changed nothing, as a refusal may: the expectation is still on the screen.
        if (outdated) redraw();
      };
    },
  };
}
