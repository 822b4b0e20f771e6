/**
 * Answers that end `load`, `authorize` or a handler at once. Each throws, so its type is `never`.
 *
 * @module
 */
import { type FieldProblems, type Refusal, refuse } from "../page/result.ts";

/** Thrown by {@linkcode redirect}. */
export class Redirect extends Error {
  override name = "Redirect";
  readonly href: string;
  /** Of the answer to a document request; 308 for another spelling of the same address. */
  readonly status: 302 | 308;
  constructor(href: string, status: 302 | 308 = 302) {
    super(`Redirect to ${href}`);
    this.href = href;
    this.status = status;
  }
}

/** Thrown by {@linkcode denied} and its siblings: the refusal that becomes the answer. */
export class Refused extends Error {
  override name = "Refused";
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/**
 * Sends the visitor to another page of this app (302; 303 after a posted form).
 *
 * @param href A path of this app. Anything that leads to another origin becomes `/`.
 * @throws {Redirect} Always.
 * @example
 * ```ts
 * import { redirect } from "@rally/rally/server";
 * import { throws } from "node:assert";
 *
 * throws(() => redirect("/sign_in"), { name: "Redirect" });
 * ```
 */
export function redirect(href: string): never {
  throw new Redirect(href);
}

/**
 * Answers 404 with the app's `not_found` page, or a `not_found` result.
 *
 * @throws {Refused} Always.
 * @example
 * ```ts
 * import { notFound } from "@rally/rally/server";
 * import { throws } from "node:assert";
 *
 * throws(() => notFound(), { name: "Refused" });
 * ```
 */
export function notFound(message?: string): never {
  throw new Refused(refuse.notFound(message));
}

/**
 * Answers 403, or a `denied` result; in a handler it undoes what was written.
 *
 * @throws {Refused} Always.
 * @example
 * ```ts
 * import { denied } from "@rally/rally/server";
 * import { throws } from "node:assert";
 *
 * throws(() => denied(), { name: "Refused" });
 * ```
 */
export function denied(message?: string): never {
  throw new Refused(refuse.denied(message));
}

/**
 * Answers a `conflict` result (409) and undoes what the handler has written.
 *
 * @throws {Refused} Always.
 * @example
 * ```ts
 * import { conflict } from "@rally/rally/server";
 * import { throws } from "node:assert";
 *
 * throws(() => conflict("Already final."), { name: "Refused" });
 * ```
 */
export function conflict(message?: string): never {
  throw new Refused(refuse.conflict(message));
}

/**
 * Answers an `invalid` result (422) with problems by field, and undoes what the handler has written.
 *
 * @throws {Refused} Always.
 * @example
 * ```ts
 * import { invalid } from "@rally/rally/server";
 * import { throws } from "node:assert";
 *
 * throws(() => invalid({ email: ["This address is taken."] }), { name: "Refused" });
 * ```
 */
export function invalid(fields: FieldProblems, message?: string): never {
  throw new Refused(refuse.invalid(fields, message));
}
