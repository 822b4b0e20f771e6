/**
 * The issues of zod as problems by field, as `Result` carries them.
 */
import type { FieldProblems } from "../page/result.ts";

/** What went wrong, and where. */
interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/**
 * Groups issues by the field they concern, under the name that the field has in a form: `games.0.home`. The empty name
 * stands for the whole value.
 */
export function fieldProblems(
  issues: readonly Issue[],
  nameOf: (path: readonly PropertyKey[]) => string = fieldName,
): FieldProblems {
  // A map, and own properties after it: a field may be called `constructor`.
  const fields = new Map<string, string[]>();
  for (const { path, message } of issues) {
    const name = nameOf(path);
    fields.set(name, [...fields.get(name) ?? [], message]);
  }
  return Object.fromEntries(fields);
}

/** The problems as one line: `game.id: Expected …; side: …`. */
export function describeProblems(fields: FieldProblems): string {
  return Object.entries(fields).map(([name, problems]) => `${name || "the value"}: ${problems.join(", ")}`).join("; ");
}

/** The name of the field that a path leads to. */
export function fieldName(path: readonly PropertyKey[]): string {
  return path.map(String).join(".");
}
