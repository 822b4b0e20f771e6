/**
 * The fields of a posted form that its action does not know: most of them are misspelt. Asked in development.
 *
 * @module
 */
import type { z } from "zod";
import { formFields, patternOf } from "../schema/form_fields.ts";
import { inside } from "../schema/zod_def.ts";
import type { FormEntry } from "../wire/form_tree.ts";
import { similarName } from "../wire/similar.ts";

/** One sentence for each such field, with the names that the action knows. */
export function unknownFields(schema: z.ZodType, entries: readonly FormEntry[]): string[] {
  const known = formFields(inside(schema)).map(({ pattern }) => pattern);
  const posted = new Set(entries.map(([name]) => name));
  return [...posted].filter((name) => !known.includes(patternOf(name))).map((name) => {
    const meant = similarName(patternOf(name), known);
    return `got a field "${name}" that it does not know, expected ${known.join(", ") || "none"}` +
      (meant === undefined ? "" : `\nhint: did you mean "${meant}"?`);
  });
}
