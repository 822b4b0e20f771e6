/**
 * What a page file says of the shape of its model: `type Model` and the types that it names in the same file. When the
 * text is the same, a running page's model fits the new code.
 */
import { reachedFrom, readDeclarations } from "./declarations.ts";

/** The text of the model's type; empty for a page without one, `undefined` for a file that does not parse. */
export function modelText(file: string, text: string): string | undefined {
  const declarations = readDeclarations(file, text);
  return declarations && reachedFrom(declarations, ["type Model"])
    .map((one) => one.text.replaceAll(/\s+/g, " "))
    .join("\n");
}
