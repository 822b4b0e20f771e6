/**
 * Finds comments that are meant as header lines but are none: they would become documentation, and nobody would notice.
 * `scan.ts` asks for every line above a statement.
 */
import { similarName } from "../../runtime/wire/similar.ts";

/** How a line is written that stands for itself, or that has a value. */
const LINES: Readonly<Record<string, string>> = {
  one: "-- one",
  optional: "-- optional",
  many: "-- many",
  exec: "-- exec",
  each: "-- each",
  slow: "-- slow",
  name: "-- name: list_games",
  returns: "-- returns: GameRow",
  bigint: "-- bigint: total",
  date: "-- date: day",
  timestamp: "-- timestamp: made_at",
  json: "-- json: prefs Prefs from ../prefs.ts",
};

const WORDS = Object.keys(LINES);

/** The problem of a line that is no header line, when it looks like one. */
export function misspeltHeader(line: string): [message: string, hint: string] | undefined {
  const [first, ...values] = line.split(" ");
  const isForm = values.length === 0 || first.endsWith(":") || isWithoutColon(first, values);
  const word = first.replace(/^[:@]/, "").replace(/[:?!]$/, "");
  const meant = isForm ? meantBy(word) : undefined;
  if (meant === undefined) return undefined;
  return [
    `The line "-- ${line}" is no header line`,
    `Write it so: ${LINES[meant]}; if it is documentation, begin it with another word`,
  ];
}

/** `-- date day`, `-- json: prefs Prefs from ../prefs.ts`; not the sentence `-- name the games that are on`. */
function isWithoutColon(first: string, values: readonly string[]): boolean {
  return LINES[first]?.includes(":") && (values.length === 1 || values[2] === "from");
}

/** A sentence begins with a capital letter, so that only the very words count there. */
function meantBy(word: string): string | undefined {
  const lower = word.toLowerCase();
  if (WORDS.includes(lower)) return lower;
  return word === lower ? similarName(word, WORDS) : undefined;
}
