/**
 * What an action answers: a value, or one of a closed set of refusals. Both ends of the wire, forms and `update`
 * speak this type, so nothing that can go wrong is an exception in a page.
 *
 * @module
 */

/** The answer of an action: `{ ok: true, value }`, or a {@linkcode Refusal}. */
export type Result<T> = { ok: true; value: T } | Refusal;

/** Why an action was not done. `message` is written for the person in front of the page. */
export type Refusal =
  & (
    | { ok: false; kind: "invalid"; message: string; fields: FieldProblems }
    | { ok: false; kind: "denied" | "not_found" | "conflict" | "rate_limited" | "offline" | "timeout"; message: string }
    | { ok: false; kind: "failed"; message: string; traceId: string }
  )
  & {
    /** What was typed, where the page was loaded anew by a posted form; elsewhere it still stands in the fields. */
    values?: FieldValues;
  };

/** The problems of one input by field name; the empty name holds what concerns the whole input. */
export type FieldProblems = Readonly<Record<string, readonly string[]>>;

/** What a person typed, by field name: kept so that a refused form loses nothing. Passwords and files are left out. */
export type FieldValues = Readonly<Record<string, readonly string[]>>;

/** The names of all refusals, in the order of the documents' status codes. */
export type RefusalKind = Refusal["kind"];

const messages: Record<RefusalKind, string> = {
  invalid: "Some of what was entered cannot be used.",
  denied: "This is not allowed for you.",
  not_found: "This does not exist any more.",
  conflict: "Someone else changed this meanwhile.",
  rate_limited: "That was too often. Wait a moment and try again.",
  offline: "There is no connection. Nothing was saved.",
  timeout: "This took too long. Nothing was saved.",
  failed: "Something went wrong on our side.",
};

/** The status code of a document or an HTTP answer for each kind of refusal. */
export const refusalStatus: Readonly<Record<RefusalKind, number>> = {
  invalid: 422,
  denied: 403,
  not_found: 404,
  conflict: 409,
  rate_limited: 429,
  offline: 503,
  timeout: 503,
  failed: 500,
};

/**
 * A successful result.
 *
 * @example
 * ```ts
 * import { ok } from "@rally/rally";
 * import { deepStrictEqual } from "node:assert";
 *
 * deepStrictEqual(ok(3), { ok: true, value: 3 });
 * ```
 */
export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

/**
 * Refusals as values. Returned from a handler they keep what the handler has written; thrown (see `denied()` in
 * `@rally/rally/server`) they undo it.
 *
 * @example
 * ```ts
 * import { refuse } from "@rally/rally";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(refuse.conflict("Saved by someone else.").kind, "conflict");
 * ```
 */
export const refuse: {
  invalid(fields: FieldProblems, message?: string): Refusal;
  denied(message?: string): Refusal;
  notFound(message?: string): Refusal;
  conflict(message?: string): Refusal;
  rateLimited(message?: string): Refusal;
  offline(message?: string): Refusal;
  timeout(message?: string): Refusal;
  failed(traceId: string, message?: string): Refusal;
} = {
  invalid: (fields, message = messages.invalid) => ({ ok: false, kind: "invalid", message, fields }),
  denied: (message = messages.denied) => ({ ok: false, kind: "denied", message }),
  notFound: (message = messages.not_found) => ({ ok: false, kind: "not_found", message }),
  conflict: (message = messages.conflict) => ({ ok: false, kind: "conflict", message }),
  rateLimited: (message = messages.rate_limited) => ({ ok: false, kind: "rate_limited", message }),
  offline: (message = messages.offline) => ({ ok: false, kind: "offline", message }),
  timeout: (message = messages.timeout) => ({ ok: false, kind: "timeout", message }),
  failed: (traceId, message = messages.failed) => ({ ok: false, kind: "failed", message, traceId }),
};

/** Tells whether a handler's return value is a refusal made by {@linkcode refuse}. */
export function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && (value as Refusal).ok === false &&
    Object.hasOwn(messages, (value as Refusal).kind);
}
