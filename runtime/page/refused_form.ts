/**
 * A form that was posted as a document and refused: its page is shown again, told of the refusal by the same message
 * that the browser's loop would have got. The server does this for the HTML and the browser once more when it hydrates.
 *
 * @module
 */
import type { Effect } from "./effect.ts";
import type { LoopModule } from "./module.ts";
import type { Refusal } from "./result.ts";
import type { Outgoing, Submission } from "./send.ts";

/** Which form was refused, and why. */
export interface RefusedForm {
  readonly owner: string;
  readonly action: string;
  readonly refusal: Refusal;
}

/**
 * The model after the refusal, or `undefined` when the page shows no such form.
 *
 * @param first What `init` gave.
 * @param draw Draws the view of a model where nobody sees it, and tells of every handler that it makes: the form is
 * found among them.
 */
export function tellRefusal(
  { update }: LoopModule,
  [model, effects]: readonly [unknown, readonly Effect<unknown>[]],
  { owner, action, refusal }: RefusedForm,
  draw: (model: unknown, made: (outgoing: Outgoing) => void) => void,
): [unknown, readonly Effect<unknown>[]] | undefined {
  let found: Submission | undefined;
  draw(model, (outgoing) => {
    const same = outgoing.type === "submit" && outgoing.call.owner === owner && outgoing.call.action === action;
    if (same) found ??= outgoing;
  });
  if (!found || !update) return undefined;
  const [told, asked] = update(model, found.toMessage(refusal));
  return [told, [...effects, ...asked]];
}
