/**
 * esbuild's own errors (a file that is missing, a syntax error) as problems of the app.
 */
import type { BuildFailure, Message } from "esbuild";
import type { Problem } from "../problem.ts";
import { type BuildState, namespaces } from "./build_state.ts";
import { plainSuffix } from "./dev_modules.ts";
import { displayName } from "./display_name.ts";
import { lineOffset, originalOffset, positionAt } from "./splice.ts";

/** The errors with their places in the author's files. */
export function buildProblems(state: BuildState, errors: readonly Message[]): Problem[] {
  return errors.map(({ text, location }) => {
    const hint = hintFor(text);
    const message = `Cannot bundle for the browser: ${withoutPaths(text)}`;
    const entry = `${namespaces.entry}:`;
    if (!location) return { file: ".", line: 1, column: 1, message, hint };
    if (location.file.startsWith(entry)) {
      const id = location.file.slice(entry.length).replace(plainSuffix, "");
      return { file: state.parts.find((part) => part.id === id)?.file ?? id, line: 1, column: 1, message, hint };
    }
    return { file: displayName(location.file), ...authorPosition(state, location), message, hint };
  });
}

/** Whether esbuild has thrown for the app's mistakes. */
export function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && "errors" in error && Array.isArray(error.errors);
}

function authorPosition(state: BuildState, { file, line, column, lineText }: NonNullable<Message["location"]>) {
  // esbuild counts columns in bytes of UTF-8.
  const before = new TextDecoder().decode(new TextEncoder().encode(lineText).slice(0, column));
  const module = state.modules.get(file)?.module;
  if (!module) return { line, column: before.length + 1 };
  return positionAt(module.original, originalOffset(module.splices, lineOffset(module.text, line) + before.length));
}

/** Names packages instead of their places in `node_modules`. */
function withoutPaths(text: string): string {
  return text.replaceAll(/"[^"]*\bnode_modules\/((?:@[^/"]+\/)?[^/"]+)[^"]*"/g, '"npm:$1"');
}

function hintFor(text: string): string {
  const [, name] = /^Could not resolve "([^"]+)"/.exec(text) ?? [];
  if (name !== undefined) return `add "${name}" to the imports of deno.json as an npm package`;
  if (text.startsWith("Cannot read")) return "mend the import, or make the file";
  return text.startsWith("No matching export")
    ? "import a name that the module exports"
    : "mend the syntax at this place";
}
