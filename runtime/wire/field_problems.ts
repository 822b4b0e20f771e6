/**
 * The issues of zod as problems by field, as `Result` carries them.
 */
import type { FieldProblems } from "../page/result.ts";

/** Groups issues by the field they concern: `games[0].home`; the empty name stands for the whole value. */
export function fieldProblems(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): FieldProblems {
  // A map, and own properties after it: a field may be called `constructor`.
  const fields = new Map<string, string[]>();
  for (const { path, message } of issues) {
    const name = path.reduce<string>(appendStep, "");
    fields.set(name, [...fields.get(name) ?? [], message]);
  }
  return Object.fromEntries(fields);
}

/** The problems as one line: `game.id: Expected …; side: …`. */
export function describeProblems(fields: FieldProblems): string {
  return Object.entries(fields).map(([name, problems]) => `${name || "the value"}: ${problems.join(", ")}`).join("; ");
}

function appendStep(path: string, step: PropertyKey): string {
  if (typeof step === "number") return `${path}[${step}]`;
  return path ? `${path}.${String(step)}` : String(step);
}
