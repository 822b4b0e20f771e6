/**
 * Forms: one description gives the attributes of a `<form>` that works without JavaScript and, with it, submits over
 * the page's own connection. Either way the answer is the same message.
 *
 * @module
 */
import type { FieldRules } from "../schema/field_rules.ts";
import type { ServerCall } from "./calls.ts";
import type { Action, ActionInput, ActionOutput } from "./contract.ts";
import type { FieldName, FieldValue } from "./field_name.ts";
import type { FieldProblems, FieldValues, Result } from "./result.ts";
import type { Handler, Send, SendOptions } from "./send.ts";

/** The query parameter that says which action a posted form is for. */
export const actionField = "_action";

/** What a view needs to write one form. `Input` is what the action takes. */
export interface FormParts<Input> {
  /** Spread onto `<form>`. */
  readonly attributes: FormAttributes;
  /**
   * Spread onto an `<input>`, `<select>` or `<textarea>`: its name, what the schema says of it, what was typed before a
   * refusal, and whether it was refused. Your own attributes come after it.
   *
   * @param first What it shows before anybody has typed.
   */
  field(name: FieldName<Input>, first?: string | number): FieldAttributes;
  /** Spread onto a hidden input or a submit button that sends one value, whatever was typed before. */
  fixed<N extends FieldName<Input>>(name: N, value: FieldValue<Input, N>): FixedAttributes;
  /** The first problem of a field, or `undefined`; the empty name stands for the whole input. */
  problem(name: FieldName<Input> | ""): string | undefined;
  /**
   * Spread onto the element that tells the problem of a field, e.g. `<p {...alert("name")} />`. It is there at all
   * times, hidden while there is nothing to tell: the browser's own checks write into it before anything is sent.
   */
  alert(name: FieldName<Input> | ""): AlertAttributes;
  /** What the last answer said of the whole form, or `undefined`. */
  readonly message: string | undefined;
  /** What was typed, where a refused form was posted as a document; elsewhere it still stands in the fields. */
  readonly typed: FieldValues | undefined;
}

/** The attributes of the form. */
export interface FormAttributes {
  readonly method: "post";
  readonly action: string;
  /** `multipart/form-data` for an action that takes files. */
  readonly encType?: string;
  /** The transport of the action: a form over `post` is always left to the browser. */
  readonly "data-over": "socket" | "post";
  readonly onSubmit: Handler;
  /** The browser's own checks have refused it: nothing was sent (`client/form_checks.ts`). */
  readonly onrefused: Handler;
}

/** The attributes of one field. `type` is always declared, so that a `type` before the spread is a mistake to the compiler. */
export interface FieldAttributes extends Omit<FieldRules, "type" | "encType">, RefusedAttributes {
  readonly name: string;
  readonly type: FieldRules["type"];
  readonly defaultValue: string | number | undefined;
}

/** The attributes of a control whose value nobody changes. */
export interface FixedAttributes {
  readonly name: string;
  readonly value: string;
}

/** What a control says of its problem. */
export interface RefusedAttributes {
  readonly "aria-invalid": "true" | undefined;
  /** The id of what {@linkcode FormParts.alert} makes. */
  readonly "aria-describedby": string | undefined;
}

/** The attributes of the element that tells a problem. */
export interface AlertAttributes {
  readonly id: string;
  readonly role: "alert";
  readonly "data-problem": string;
  readonly hidden: boolean;
  readonly children: string | undefined;
}

/**
 * A form of a page: given `send` and the last answer (kept in the model), it gives the parts of the view. `id` begins
 * the ids of its alerts, where a page shows the form several times; by default it is the name of the action.
 */
export type Form<A extends Action, Msg> = (
  send: Send<Msg>,
  last?: Result<ActionOutput<A>>,
  id?: string,
) => FormParts<ActionInput<A>>;

/** What a browser does before it sends a form. */
export type FormOptions = Pick<SendOptions, "confirm">;

/**
 * Describes a form that submits to an action. `form(server.remove, toMessage, { confirm: "Remove this game?" })` asks
 * the reader first, where JavaScript runs.
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
 *   const { attributes, field, alert } = addForm(send, model.last);
 *   return (
 *     <form {...attributes}>
 *       <input {...field("name")} />
 *       <p {...alert("name")} />
 *     </form>
 *   );
 * }
 * ```
 */
export function form<A extends Action, Msg>(
  call: ServerCall<A>,
  toMessage: (result: Result<ActionOutput<A>>) => Msg,
  options?: FormOptions,
): Form<A, Msg> {
  const { owner, action, over } = call;
  const rules = call.rules();
  const submission = {
    type: "submit" as const,
    call: { owner, action, over },
    toMessage: toMessage as (result: Result<unknown>) => Msg,
  };
  return (send, last, id = action) => {
    const { message, values: typed, fields } = (last ?? {}) as RefusalParts;
    const problem = (name: string) => fields?.[name]?.[0];
    // Named even when they say nothing: a live page takes an element with other attributes for another element.
    const refusal = (name: string): RefusedAttributes => ({
      "aria-invalid": (problem(name) && "true") as "true" | undefined,
      "aria-describedby": problem(name) && `${id}-${name}`,
    });
    return {
      attributes: {
        method: "post",
        action: formTarget(owner, action),
        "data-over": over,
        onSubmit: send(submission, options),
        // Lower case: Preact takes the rest of a name that no browser knows as it is written.
        onrefused: send(() => toMessage({ ok: false, kind: "invalid", message: "", fields: {} })),
        ...rules?.[""],
      },
      field: (name, first) => ({
        name,
        ...rules?.[name.replace(/\.\d+/g, ".*")] as Pick<FieldAttributes, "type">,
        defaultValue: typed ? typed[name]?.at(-1) : first,
        ...refusal(name),
      }),
      fixed: (name, value) => ({ name, value: String(value) }),
      problem,
      alert: (name) => ({
        id: `${id}-${name}`,
        role: "alert",
        "data-problem": name,
        hidden: !problem(name),
        children: problem(name),
      }),
      message,
      typed,
    };
  };
}

/** What a refusal says to a form; an answer that went well has none of it, and only one of kind `invalid` has fields. */
interface RefusalParts {
  readonly message?: string;
  readonly values?: FieldValues;
  readonly fields?: FieldProblems;
}

/**
 * The address a form posts to: the page's own, with the action named in its query. The server's renderer resolves it
 * against the document's address, so the page's own query is kept.
 */
export function formTarget(owner: string, action: string): string {
  return `?${actionField}=${encodeURIComponent(`${owner}#${action}`)}`;
}
