import { strictEqual } from "node:assert";
import { z } from "zod";
import { outputProblem } from "./output_problem.ts";

const schema = z.object({ game: z.object({ id: z.int(), side: z.enum(["home", "away"]) }), rows: z.array(z.string()) });

Deno.test("outputProblem() names each place, what is there and what is expected", () => {
  strictEqual(
    outputProblem(schema, { game: { id: 1.5, side: "left" }, rows: ["a", 3, undefined] }),
    'game.id: got 1.5, expected int; game.side: got \'left\', expected one of "home"|"away"; ' +
      "rows[1]: got 3, expected string; rows[2]: got undefined, expected string",
  );
  strictEqual(outputProblem(schema, undefined), "the value itself: got undefined, expected object");
  strictEqual(
    outputProblem(z.string().min(3), "ab"),
    "the value itself: got 'ab', expected string to have >=3 characters",
  );
});

Deno.test("outputProblem() names the first places of a long list that is wrong everywhere", () => {
  const rows = Array.from({ length: 200 }, () => "3");
  strictEqual(
    outputProblem(z.array(z.int()), rows),
    "[0]: got '3', expected number; [1]: got '3', expected number; [2]: got '3', expected number; " +
      "[3]: got '3', expected number; and 196 more",
  );
});

Deno.test("outputProblem() says nothing of what fits, of more than is named, and without a schema", () => {
  strictEqual(outputProblem(schema, { game: { id: 1, side: "home", extra: true }, rows: [] }), undefined);
  strictEqual(outputProblem(z.strictObject({}), { more: 1 }), undefined);
  strictEqual(outputProblem(z.object({ at: z.date() }), { at: new Date(0) }), undefined);
  strictEqual(outputProblem(undefined, 3n), undefined);
});
