import assert from "node:assert";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { nameOf, stringOf, tokenize } from "./tokenize.ts";

Deno.test("tokenize() gives tokens that joined together are the text, for any text", () => {
  const pieces = fc.constantFrom(
    ..."'\"`[]()-/*.,;:@$?#xX0eE+=<>!|&~% \n\t\\_a1é\u{1f600}",
    "--",
    "/*",
    "*/",
    "select",
    "x'0f'",
    "1_000",
    "->>",
    "''",
    ":name",
  );
  const text = fc.oneof(
    fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join("")),
    fc.string({ unit: "binary" }),
  );
  fc.assert(
    fc.property(text, (source) => {
      const tokens = tokenize(source);
      assert.strictEqual(tokens.map((token) => token.text).join(""), source);
      let at = 0;
      for (const token of tokens) {
        assert.strictEqual(token.start, at);
        assert.ok(token.end > token.start);
        at = token.end;
      }
    }),
    { numRuns: 3000 },
  );
});

Deno.test("tokenize() names each kind", () => {
  const kinds = (text: string) => tokenize(text).filter((token) => token.kind !== "space").map((token) => token.kind);
  assert.deepStrictEqual(kinds(`select "a""b" [c] \`d\` 'it''s' x'0F' 0x1F 1 1_000 .5 1e3 1.`), [
    "word",
    "quoted",
    "quoted",
    "quoted",
    "string",
    "blob",
    "integer",
    "integer",
    "integer",
    "real",
    "real",
    "real",
  ]);
  assert.deepStrictEqual(kinds(":a @b $c ?1 ? $x::y(z)"), Array(6).fill("parameter"));
  assert.deepStrictEqual(
    kinds("a->b ->> c || d <> e != f"),
    "word operator word operator word operator word operator word operator word".split(" "),
  );
  assert.deepStrictEqual(kinds("-- where ' \n/* ' */ 1 -- end"), ["comment", "comment", "integer", "comment"]);
  assert.deepStrictEqual(kinds("1abc ! 'open"), ["invalid", "invalid", "invalid"]);
  assert.deepStrictEqual(kinds("x'0' x'zz'"), ["invalid", "invalid"]);
});

Deno.test("nameOf() and stringOf() undo the quotes", () => {
  assert.strictEqual(nameOf(tokenize('"a""b"')[0]), 'a"b');
  assert.strictEqual(nameOf(tokenize("[a b]")[0]), "a b");
  assert.strictEqual(stringOf(tokenize("'it''s'")[0]), "it's");
});

Deno.test("tokenize() agrees with SQLite about strings, names and numbers", () => {
  const db = new DatabaseSync(":memory:");
  const literals = ["'it''s'", "x'0aFF'", "0x10", "1_000", ".5", "1e3", "1.e1", "12", "1.5E-3"];
  for (const literal of literals) {
    const { value } = db.prepare(`SELECT typeof(${literal}) AS value`).get() as { value: string };
    const kind = tokenize(literal)[0].kind;
    assert.strictEqual(kind === "string" ? "text" : kind, value, literal);
    assert.strictEqual(tokenize(literal).length, 1, literal);
  }
  db.close();
});
