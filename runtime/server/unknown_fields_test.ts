import { deepStrictEqual } from "node:assert";
import { z } from "zod";
import { unknownFields } from "./unknown_fields.ts";

const schema = z.object({
  title: z.string(),
  items: z.array(z.object({ name: z.string() })),
  tags: z.array(z.string()),
});

Deno.test("unknownFields() tells a misspelt field with the names that the action knows", () => {
  deepStrictEqual(
    unknownFields(schema, [["titel", "Soup"], ["titel", "again"], ["items.0.name", "salt"], ["tags", "a"]]),
    [
      'got a field "titel" that it does not know, expected title, items.*.name, tags\nhint: did you mean "title"?',
    ],
  );
});

Deno.test("unknownFields() says nothing of the fields that the action has", () => {
  deepStrictEqual(unknownFields(schema, [["title", "Soup"], ["items.3.name", "salt"]]), []);
});
