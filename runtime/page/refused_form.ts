/**
 * A form that was posted as a document and refused: its page is shown again, told of the refusal by the same message
 * that the browser's loop would have got. The server does this for the HTML and the browser once more when it hydrates.
 *
 * @module
 */
import type { Effect } from "./effect.ts";
import type { LoopModule, View } from "./module.ts";
import type { Refusal } from "./result.ts";
import { createSend, type Submission } from "./send.ts";

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
 * @param draw Draws a view where nobody sees it: the form is found among whatever the view sends while it is drawn.
 */
export function tellRefusal(
  module: LoopModule,
  first: readonly [unknown, readonly Effect<unknown>[]],
  { owner, action, refusal }: RefusedForm,
  draw: (view: View) => void,
): [unknown, readonly Effect<unknown>[]] | undefined {
  const [model, effects] = first;
  let found: Submission | undefined;
  const send = createSend<unknown>((outgoing) => {
    const same = outgoing.type === "submit" && outgoing.call.owner === owner && outgoing.call.action === action;
    if (same) found ??= outgoing;
    return { "~rally": outgoing };
  });
  draw(module.view(model, send, null));
  if (!found || !module.update) return undefined;
  const [told, asked] = module.update(model, found.toMessage(refusal));
  return [told, [...effects, ...asked]];
}
