/**
 * Forms: one description gives the attributes of a `<form>` that works without JavaScript and, with it, submits over
 * the page's own connection. Either way the answer is the same message.
 *
 * @module
 */
import type { ServerCall } from "./calls.ts";
import type { Action, ActionInput, ActionOutput } from "./contract.ts";
import type { Result } from "./result.ts";
import type { Handler, Send } from "./send.ts";

/** The query parameter that says which action a posted form is for. */
export const actionField = "_action";

/** What a view needs to write one form. `Name` is the union of the input's field names. */
export interface FormParts<Name extends string> {
  /** Spread onto `<form>`. */
  readonly attributes: FormAttributes;
  /** Spread onto an `<input>`: its name, what was typed before a refusal, and whether it was refused. */
  field(name: Name): FieldAttributes;
  /** The first problem of a field, or `undefined`. Show it next to the field. */
  problem(name: Name): string | undefined;
  /** What the last answer said of the whole form, or `undefined`. */
  readonly message: string | undefined;
}

/** The attributes of the form. */
export interface FormAttributes {
  readonly method: "post";
  readonly action: string;
  /** The transport of the action: a form over `post` is always left to the browser. */
  readonly "data-over": "socket" | "post";
  readonly onSubmit: Handler;
}

/** The attributes of one field. */
export interface FieldAttributes {
  readonly name: string;
  readonly value?: string;
  readonly "aria-invalid"?: "true";
}

/** A form of a page: given `send` and the last answer (kept in the model), it gives the parts of the view. */
export type Form<A extends Action, Msg> = (
  send: Send<Msg>,
  last?: Result<ActionOutput<A>>,
) => FormParts<Extract<keyof ActionInput<A>, string>>;

/**
 * Describes a form that submits to an action.
 *
 * @example
 * ```tsx
 * import { action, calls, form, page, type Result, type Send } from "@rally/rally";
 * import { z } from "zod";
 *
 * const contract = page("/names", { actions: { add: action(z.object({ name: z.string().min(1) })) } });
 * const server = calls(contract);
 * type Msg = { type: "added"; result: Result<undefined> };
 * const addForm = form(server.add, (result): Msg => ({ type: "added", result }));
 *
 * export function view(model: { last?: Result<undefined> }, send: Send<Msg>) {
 *   const { attributes, field, problem } = addForm(send, model.last);
 *   return (
 *     <form {...attributes}>
 *       <input {...field("name")} />
 *       {problem("name") && <p role="alert">{problem("name")}</p>}
 *     </form>
 *   );
 * }
 * ```
 */
export function form<A extends Action, Msg>(
  call: ServerCall<A>,
  toMessage: (result: Result<ActionOutput<A>>) => Msg,
): Form<A, Msg> {
  const { owner, action, over } = call;
  const submission = {
    type: "submit" as const,
    call: { owner, action, over },
    toMessage: toMessage as (result: Result<unknown>) => Msg,
  };
  return (send, last) => {
    const refused = last?.ok === false ? last : undefined;
    const invalid = refused?.kind === "invalid" ? refused : undefined;
    const problem = (name: string) => invalid?.fields[name]?.[0];
    return {
      attributes: { method: "post", action: formTarget(owner, action), "data-over": over, onSubmit: send(submission) },
      field: (name) => ({
        name,
        ...(invalid && Object.hasOwn(invalid.values, name) ? { value: invalid.values[name] } : {}),
        ...(problem(name) === undefined ? {} : { "aria-invalid": "true" as const }),
      }),
      problem,
      message: refused?.message,
    };
  };
}

/**
 * The address a form posts to: the page's own, with the action named in its query. The server's renderer resolves it
 * against the document's address, so the page's own query is kept.
 */
export function formTarget(owner: string, action: string): string {
  return `?${actionField}=${encodeURIComponent(`${owner}#${action}`)}`;
}
