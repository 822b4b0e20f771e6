import { deepStrictEqual } from "node:assert";
import { docProblems } from "./check_docs.ts";

const files = [{ path: "a.ts", text: "export interface Own {}\ninterface Helper {}\nexport const x = 1;\n" }];

Deno.test("docProblems keeps names without words and types that only we could export", () => {
  const output = `error[missing-jsdoc]: exported symbol is missing JSDoc documentation
 --> /repository/a.ts:3:1
  |
error[missing-jsdoc]: exported symbol is missing JSDoc documentation
  --> /repository/a.ts:12:12
   |
error[private-type-ref]: public type 'x' references private type 'Own'
 --> /repository/a.ts:2:1
error[private-type-ref]: public type 'x' references private type 'Helper'
 --> /repository/a.ts:2:1
error[private-type-ref]: public type 'x' references private type 'ZodType'
 --> /repository/a.ts:2:1
`;
  deepStrictEqual(docProblems(output, files, "/repository").map(({ file, line, message }) => [file, line, message]), [
    ["a.ts", 3, "docs: exported symbol is missing JSDoc documentation"],
    ["a.ts", 2, "docs: public type 'x' references private type 'Own'"],
  ]);
});
