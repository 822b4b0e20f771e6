/** Hints for slips, beside the corpus in `tests/golden/sql/error_slips`, which reaches each of them. */
import assert from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { hintOfSlip } from "./slips.ts";
import { tokenize } from "./tokenize.ts";

const corpus = new URL("../../tests/golden/sql/error_slips/app/sql/", import.meta.url);
const words = readdirSync(corpus)
  .flatMap((file) => tokenize(readFileSync(new URL(file, corpus), "utf8")))
  .filter(({ kind, text }) => kind !== "space" && kind !== "comment" && !text.includes("{"));

Deno.test("A hint is a whole sentence for whatever tokens SQLite stops at", () => {
  const statement = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 12 });
  fc.assert(fc.property(statement, fc.nat(), (tokens, place) => {
    const hint = hintOfSlip(tokens, place % tokens.length);
    assert.ok(hint === undefined || (hint.length > 0 && !/undefined|\{\d*\}/.test(hint)), String(hint));
  }));
});

Deno.test("A hint says nothing of clauses in other parentheses", () => {
  const hintAt = (sql: string, word: string) => {
    const tokens = tokenize(sql).filter(({ kind }) => kind !== "space");
    return hintOfSlip(tokens, tokens.findLastIndex(({ text }) => text === word));
  };
  assert.strictEqual(hintAt("SELECT id FROM t ORDER BY id WHERE id", "WHERE"), "Write WHERE before ORDER BY");
  assert.strictEqual(hintAt("SELECT rank() OVER (ORDER BY id) FROM t x y WHERE id", "WHERE"), undefined);
  assert.strictEqual(hintAt("SELECT id FROM t ORDER BY (SELECT id FROM t x y WHERE id)", "WHERE"), undefined);
});
