import { deepStrictEqual, match, strictEqual, throws } from "node:assert";
import { parseFields } from "./fields.ts";
import { showChange } from "./line_diff.ts";
import { generateMigration } from "./migration.ts";
import { singular } from "./names.ts";
import { changesOf } from "./proposal.ts";
import { generateTopic } from "./topic.ts";

Deno.test("singular follows the common rules of English", () => {
  const words = { books: "book", stories: "story", boxes: "box", matches: "match", keys: "key", classes: "class" };
  for (const [many, one] of Object.entries(words)) strictEqual(singular(many), one);
});

Deno.test("parseFields reads names and types, and says what it does not know", () => {
  deepStrictEqual(parseFields("title, pages:int"), [{ name: "title", type: "text" }, { name: "pages", type: "int" }]);
  deepStrictEqual(parseFields(undefined), []);
  throws(() => parseFields("pages:itn"), /got "itn", expected text, int, real, bool/);
  throws(() => parseFields("a,a"), /names "a" twice/);
  throws(() => parseFields("id"), /every table has an id/);
  throws(() => parseFields("Title"), /got "Title"/);
});

Deno.test("generateMigration takes the next number, and the old one for a name that is there", () => {
  const files = ["001_guests.sql", "007_create_books.sql"];
  strictEqual(generateMigration("notes", [], files).path, "db/migrations/008_notes.sql");
  strictEqual(generateMigration("create_books", [], files).path, "db/migrations/007_create_books.sql");
  strictEqual(generateMigration("first", [], []).path, "db/migrations/001_first.sql");
});

Deno.test("generateTopic adds to a file, with the imports that are missing, and never twice", () => {
  const current = '/** Topics. */\nimport { on, topic } from "@rally/rally";\n\nexport const other = on;\n';
  const { text, base } = generateTopic("book/:id", current);
  strictEqual(base, current);
  match(text, /^\/\*\* Topics\. \*\/\nimport \{ z \} from "zod";\nimport \{ on, topic \}/);
  match(text, /export const other = on;\n\n[^]*export const bookTopic = topic\("book\/:id", \{\n {2}params: \{ id/);
  strictEqual(generateTopic("book/:id", text).text, text);
});

Deno.test("changesOf refuses files that somebody has changed, all at once", () => {
  const proposals = [{ path: "a", text: "new" }, { path: "b", text: "same" }, { path: "c", text: "more", base: "c" }];
  const files: Record<string, string> = { b: "same", c: "c" };
  deepStrictEqual(changesOf(proposals, (path) => files[path]).map(({ path }) => path), ["a", "c"]);
  throws(() => changesOf(proposals, () => "mine"), /Nothing was written: a, b, c are there with another text/);
});

Deno.test("showChange shows what is added and removed with the lines around it", () => {
  const before = "1\n2\n3\n4\n5\n6\n7\n";
  strictEqual(
    showChange({ path: "x.ts", before, after: "1\n2\n3\n4!\n5\n6\n7\n8\n" }),
    "x.ts\n  …\n  2\n  3\n- 4\n+ 4!\n  5\n  6\n  7\n+ 8\n",
  );
  strictEqual(showChange({ path: "y.ts", before: undefined, after: "1\n" }), "y.ts (new)\n+ 1\n");
});
