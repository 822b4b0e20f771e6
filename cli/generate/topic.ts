/**
 * `rally generate topic NAME`: one more topic in `app/topics.ts`.
 *
 * @module
 */
import { usage } from "../core/command_error.ts";
import { camelCase, checkName } from "./names.ts";
import type { Proposal } from "./proposal.ts";

const path = "app/topics.ts";
const comment = "/** What handlers tell to the pages that show it. */\n";

/** The file with the topic in it. */
export function generateTopic(pattern: string, current: string | undefined): Proposal {
  const parts = pattern.split("/");
  const params = parts.filter((part) => part.startsWith(":")).map((part) => checkName("parameter", part.slice(1)));
  const words = parts.filter((part) => !part.startsWith(":")).map((part) => checkName("topic", part));
  if (words.length === 0) throw usage(`A topic needs a word: got "${pattern}"`, "e.g. books or book/:id");
  const name = `${camelCase(words.join("_"))}Topic`;
  const block = declaration(name, pattern, params);
  if (current === undefined) return { path, text: `${comment}${imports}\n${block}` };
  if (current.includes(block)) return { path, text: current };
  if (new RegExp(`\\bexport const ${name}\\b`).test(current)) return { path, text: block };
  return { path, text: `${withImports(current).trimEnd()}\n\n${block}`, base: current };
}

const rallyImport = 'import { topic } from "@rally/rally";\n';
const zodImport = 'import { z } from "zod";\n';
const imports = rallyImport + zodImport;

function declaration(name: string, pattern: string, params: readonly string[]): string {
  const declared = params.map((param) => `${param}: z.string()`).join(", ");
  return [
    `/** Says that something under "${pattern}" has changed. */`,
    `export const ${name} = topic("${pattern}", {`,
    ...(params.length > 0 ? [`  params: { ${declared} },`] : []),
    '  event: z.object({ type: z.literal("changed") }),',
    "});",
    "",
  ].join("\n");
}

/** Adds what is not imported yet before the first import. */
function withImports(text: string): string {
  const missing = [
    /import \{[^}]*\btopic\b[^}]*\} from "@rally\/rally"/.test(text) ? "" : rallyImport,
    /import \{[^}]*\bz\b[^}]*\} from "zod"/.test(text) ? "" : zodImport,
  ].join("");
  const at = Math.max(0, text.search(/^(?:import|export) /m));
  return text.slice(0, at) + missing + text.slice(at);
}
