/**
 * Event handlers that carry their message. A view never holds a function of its own: in the browser a handler
 * dispatches its message, on the server the renderer records it in a table, so an event can name only what the page
 * shows.
 *
 * @module
 */
import type { Call } from "./call.ts";
import type { Result } from "./result.ts";

/** A browser event reduced to the values that a message may need; the same in both modes. */
export interface PageEvent {
  /** The DOM event's name, e.g. `click`. */
  readonly type: string;
  /** The `value` of the element, or `""`. */
  readonly value: string;
  /** Whether a checkbox or radio button is on. */
  readonly checked: boolean;
  /** The key of a keyboard event, e.g. `Enter`, or `""`. */
  readonly key: string;
  /** The fields of the form that was submitted or that holds the element, by name. */
  readonly form: Readonly<Record<string, string>>;
  /**
   * What a function of a third-party component was called with: its first argument, as far as it is data. It comes from
   * a browser, so look before you believe it. Text is in `value` too, `true` in `checked`.
   */
  readonly detail?: unknown;
}

/** What `on…` attributes accept: only what {@linkcode Send} makes. A raw function is a type error. */
export interface Handler {
  readonly "~rally": Outgoing;
}

/** What a handler carries: a message, a function from the event to one, or the submission of a form. */
export type Outgoing =
  & (
    | { readonly type: "message"; readonly message: unknown }
    | { readonly type: "event"; readonly toMessage: (event: PageEvent) => unknown }
    | Submission
  )
  & { readonly options?: SendOptions };

/** How often the events of one handler become messages. */
export interface Pace {
  /**
   * Wait until no event has come for so many milliseconds, or until the element is left, then send the last one.
   * @default {undefined}
   */
  readonly debounce?: number;
  /**
   * Send the first event at once, and after it the latest one, but no more than one in so many milliseconds.
   * @default {undefined}
   */
  readonly throttle?: number;
}

/** What a browser does with an event before its message is sent. */
export interface SendOptions extends Pace {
  /**
   * Keep the browser from doing what it does by itself, e.g. posting a form.
   * @default {false}
   */
  readonly preventDefault?: boolean;
  /**
   * Ask the reader this question first; nothing happens when she declines.
   * @default {undefined}
   */
  readonly confirm?: string;
}

/** The submission of a form to an action: its answer arrives as the message made by `toMessage`. */
export interface Submission {
  readonly type: "submit";
  readonly call: Call;
  toMessage(result: Result<unknown>): unknown;
}

/**
 * Makes handlers out of messages. A view gets it as its second argument.
 *
 * @example
 * ```tsx
 * import type { Send } from "@rally/rally";
 *
 * type Msg = { type: "clicked" } | { type: "typed"; text: string };
 *
 * export function view(model: { text: string }, send: Send<Msg>) {
 *   return (
 *     <p>
 *       <button onClick={send({ type: "clicked" })}>+</button>
 *       <input value={model.text} onInput={send((event) => ({ type: "typed", text: event.value }))} />
 *     </p>
 *   );
 * }
 * ```
 *
 * What a browser does first is said as options: `send(toMessage, { debounce: 300 })` for a search field,
 * `send({ type: "removed" }, { confirm: "Remove this game?" })` for what cannot be undone.
 */
export interface Send<Msg> {
  (message: Msg | ((event: PageEvent) => Msg) | TypedSubmission<Msg>, options?: SendOptions): Handler;
}

/** A {@linkcode Submission} whose answer is known to become a message of the page. */
export interface TypedSubmission<Msg> extends Submission {
  toMessage(result: Result<unknown>): Msg;
}

/**
 * Builds the {@linkcode Send} of a loop.
 *
 * @param toHandler What a handler is on this side: a function that dispatches (browser), or a record (server).
 */
export function createSend<Msg>(toHandler: (outgoing: Outgoing) => Handler): Send<Msg> {
  return (message, options) => toHandler(options ? { ...outgoingOf(message), options } : outgoingOf(message));
}

/** The `Send` of the server and of tests: a handler is nothing but what it carries. */
export const recordingSend: Send<unknown> = createSend((outgoing) => ({ "~rally": outgoing }));

/** A `Send` for a drawing that nobody sees: tells what each of its handlers carries. */
export function reportingSend(made: (outgoing: Outgoing) => void): Send<unknown> {
  return createSend((outgoing) => {
    made(outgoing);
    return { "~rally": outgoing };
  });
}

/** Tells a handler made by a {@linkcode Send} from everything else an attribute may hold. */
export function isHandler(value: unknown): value is Handler {
  return (typeof value === "object" || typeof value === "function") && value !== null && "~rally" in value;
}

/**
 * Fits a part's `send` into a page: every message of the part is wrapped.
 *
 * @example
 * ```ts
 * import { mapSend, type Send } from "@rally/rally";
 *
 * type PageMsg = { type: "left"; part: "opened" } | { type: "right"; part: "opened" };
 * export const left = (send: Send<PageMsg>): Send<"opened"> => mapSend(send, (part) => ({ type: "left", part }));
 * ```
 */
export function mapSend<Part, const Msg>(send: Send<Msg>, wrap: (message: Part) => Msg): Send<Part> {
  const known = mapped.get(send)?.get(wrap);
  if (known) return known as Send<Part>;
  const made: Send<Part> = (message, options) => {
    const outgoing = outgoingOf(message);
    switch (outgoing.type) {
      case "message":
        return send(wrap(outgoing.message as Part), options);
      case "event":
        return send((event) => wrap(outgoing.toMessage(event) as Part), options);
      case "submit":
        return send({ ...outgoing, toMessage: (result) => wrap(outgoing.toMessage(result) as Part) }, options);
    }
  };
  if (!mapped.has(send)) mapped.set(send, new WeakMap());
  mapped.get(send)!.set(wrap, made);
  return made;
}

// The same functions give the same function, by which a lazy part sees that nothing has changed.
const mapped = new WeakMap<object, WeakMap<object, unknown>>();

function outgoingOf(message: unknown): Outgoing {
  if (typeof message === "function") return { type: "event", toMessage: message as (event: PageEvent) => unknown };
  const submission = message as Partial<Submission> | null;
  if (typeof submission === "object" && submission?.type === "submit" && submission.call) {
    return submission as Submission;
  }
  return { type: "message", message };
}
