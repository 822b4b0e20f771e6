import { rejects } from "node:assert";
import { type FieldProblems, refuse } from "@rally/rally";
import { type Constraint, ConstraintViolation } from "@rally/rally/db";
import { invalidBy } from "@rally/rally/server";

const rules = {
  email: { email: ["Taken"] },
  "team, season": { "": ["Twice"] },
  seats: { seat: ["No such seat"] },
};

/** The error of a statement, as its catch makes it. */
function caught(found: Partial<Constraint>): Promise<never> {
  const nothing: Constraint = { kind: "other", table: null, columns: [], constraint: null };
  return Promise.reject(new ConstraintViolation("Query failed", { ...nothing, ...found }, {})).catch(invalidBy(rules));
}

Deno.test("invalidBy answers with the problems of the rule that was broken", async () => {
  const answers = (fields: FieldProblems) => ({ name: "Refused", refusal: refuse.invalid(fields) });
  await rejects(caught({ kind: "unique", table: "members", columns: ["email"] }), answers(rules.email));
  await rejects(caught({ kind: "primary_key", columns: ["team", "season"] }), answers(rules["team, season"]));
  await rejects(caught({ kind: "check", constraint: "seats" }), answers(rules.seats));
});

Deno.test("invalidBy lets every other error go on", async () => {
  const violation = { name: "ConstraintViolation" };
  await rejects(caught({ kind: "unique", columns: ["name"] }), violation);
  await rejects(caught({ kind: "not_null", columns: ["email"] }), violation);
  await rejects(caught({ kind: "foreign_key" }), violation);
  await rejects(caught({ kind: "check", constraint: "toString" }), violation);
  await rejects(Promise.reject(new TypeError("x")).catch(invalidBy(rules)), { name: "TypeError" });
});
