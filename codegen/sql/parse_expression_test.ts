import assert from "node:assert";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import type { Expression } from "./ast.ts";
import { Cursor, ParseError } from "./cursor.ts";
import { parseExpression } from "./parse_expression.ts";
import { readingOf } from "./parse_select.ts";
import { tokenize } from "./tokenize.ts";

Deno.test("parseExpression() binds operators as SQLite does", () => {
  const database = new DatabaseSync(":memory:");
  const evaluate = (sql: string) => database.prepare(`SELECT ${sql} AS value`).get()?.value;
  const literal = fc.constantFrom("0", "1", "2", "-3", "7", "NULL", "'1'", "'a%'", "2.5");
  const prefix = fc.constantFrom("", "", "", "NOT ", "- ", "+ ", "~ ");
  const suffix = fc.constantFrom(
    "",
    "",
    "",
    " IS NULL",
    " NOTNULL",
    " COLLATE NOCASE",
    " NOT IN (1, 2)",
    " BETWEEN 0 AND 2",
  );
  const operator = fc.constantFrom(
    ..."OR AND = == <> < >= & | << + - * / % || LIKE IS".split(" "),
    "IS NOT",
    "IS DISTINCT FROM",
  );
  const part = fc.tuple(prefix, literal, suffix).map((texts) => texts.join(""));
  const text = fc.tuple(part, fc.array(fc.tuple(operator, part).map((texts) => texts.join(" ")), { maxLength: 6 }))
    .map(([first, rest]) => [first, ...rest].join(" "));
  fc.assert(
    fc.property(text, (sql) => {
      const printed = print(parse(sql));
      assert.deepStrictEqual(evaluate(printed), evaluate(sql), printed);
    }),
    { numRuns: 3000 },
  );
  database.close();
});

Deno.test("parseExpression() says what it got and what it expected", () => {
  for (
    const [sql, message] of [
      ["1 +", "got the end, expected a name"],
      ["(1", 'got the end, expected ")"'],
      ["CASE 1 ELSE", "got the end, expected a name"],
      ["a BETWEEN 1 OR 2", 'got "OR", expected "AND"'],
    ]
  ) {
    assert.throws(() => parse(sql), (error) => error instanceof ParseError && error.message === message, sql);
  }
});

function parse(sql: string): Expression {
  return parseExpression(readingOf(new Cursor(tokenize(sql))));
}

/** The expression with parentheses around every part. */
function print(expression: Expression): string {
  switch (expression.kind) {
    case "literal":
      return expression.type === "text" ? `'${expression.text}'` : expression.text;
    case "unary":
      return `(${expression.operator} ${print(expression.operand)})`;
    case "binary":
      return `(${print(expression.left)} ${expression.operator} ${print(expression.right)})`;
    case "collate":
      return `(${print(expression.operand)} COLLATE NOCASE)`;
    case "between":
      return `(${print(expression.operand)} BETWEEN ${print(expression.low)} AND ${print(expression.high)})`;
    case "in":
      return `(${print(expression.operand)} ${expression.negated ? "NOT IN" : "IN"} (${expression.items.map(print)}))`;
    case "null_test":
      return `(${print(expression.operand)} ${expression.negated ? "NOTNULL" : "ISNULL"})`;
    case "like":
      return `(${expression.operands.map(print).join(" LIKE ")})`;
    default:
      return assert.fail(expression.kind);
  }
}
