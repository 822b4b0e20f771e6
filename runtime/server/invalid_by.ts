/**
 * What a table refuses, as problems of the fields of a form.
 *
 * @module
 */
import { ConstraintViolation } from "../../db/mod.ts";
import type { FieldProblems } from "../page/result.ts";
import { invalid } from "./answers.ts";

/**
 * For the `catch` of a query: answers an `invalid` result when the statement would have broken one of these rules of the
 * schema. Any other error goes on as it is.
 *
 * @param rules What to answer, by the rule that was broken: the columns of a `UNIQUE` or `PRIMARY KEY` (`"email"`,
 * `"team, season"`), the name of a `CHECK` or an index (of a `CHECK` without one its text), `"NOT NULL email"`,
 * `"FOREIGN KEY"`.
 * @example
 * ```ts
 * import { invalidBy } from "@rally/rally/server";
 * import { rejects } from "node:assert";
 *
 * const addMember = () => Promise.reject(new Error("The disk is full"));
 * const taken = invalidBy({ email: { email: ["This address is taken."] } });
 * await rejects(addMember().catch(taken), { message: "The disk is full" });
 * ```
 */
export function invalidBy(rules: Readonly<Record<string, FieldProblems>>): (error: unknown) => never {
  return (error) => {
    const rule = error instanceof ConstraintViolation ? nameOf(error) : undefined;
    if (rule !== undefined && Object.hasOwn(rules, rule)) invalid(rules[rule]!);
    throw error;
  };
}

function nameOf({ kind, columns, constraint }: ConstraintViolation): string | undefined {
  switch (kind) {
    case "unique":
    case "primary_key":
      return columns.length > 0 ? columns.join(", ") : constraint ?? undefined;
    case "not_null":
      return `NOT NULL ${columns.join(", ")}`;
    case "foreign_key":
      // SQLite does not say which.
      return "FOREIGN KEY";
    case "check":
      return constraint ?? undefined;
    case "datatype":
    case "other":
      return undefined;
    default:
      return kind satisfies never;
  }
}
