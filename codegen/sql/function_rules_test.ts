/** The table of rules is complete: SQLite itself lists its functions. */
import assert from "node:assert";
import { openConnection } from "../../db/connection.ts";
import { FAMILIES } from "./function_rules.ts";

/** What no query of an app calls. */
const LEFT_OUT = ["load_extension", "sqlite_log"];
/** Read as operators and as CASE. */
const READ_OTHERWISE = ["->", "->>", "if", "iif"];

Deno.test("Every built-in function of SQLite has a rule", () => {
  const connection = openConnection(":memory:");
  const rows = connection.prepare("SELECT DISTINCT name FROM pragma_function_list WHERE builtin = 1").all([]);
  connection.close();
  const listed = rows.map(([name]) => String(name)).filter((name) => ![...LEFT_OUT, ...READ_OTHERWISE].includes(name));
  assert.deepStrictEqual(listed.sort(), Object.values(FAMILIES).flatMap(Object.keys).sort());
});

Deno.test("Every rule is named in the reference", async () => {
  const text = await Deno.readTextFile(new URL("../../docs/reference/sql_types.md", import.meta.url));
  const named = new Set(text.split("`"));
  for (const name of Object.values(FAMILIES).flatMap(Object.keys)) assert.ok(named.has(name), name);
});
