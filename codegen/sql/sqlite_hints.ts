/**
 * What to do about a statement that SQLite refuses, by the words with which it does and the place at which it stops.
 */
import type { Connection } from "../../db/types.ts";
import { hintForFunction, hintForTable } from "./foreign_names.ts";
import { hintOfSlip } from "./slips.ts";
import type { Token } from "./tokenize.ts";

/** Where SQLite stops reading. */
export interface Stop {
  readonly token: Token;
  /** All tokens of the statement. */
  readonly tokens: readonly Token[];
  readonly connection: Connection;
}

/** The next step after an error of SQLite. */
export function hintFor(message: string, { token, tokens, connection }: Stop): string {
  const words = tokens.filter(({ kind }) => kind !== "space" && kind !== "comment");
  if (message.startsWith("incomplete input")) return hintForEnd(words);
  const isGrammar = message.includes("syntax error") || message.startsWith("unrecognized token");
  const slip = isGrammar ? hintOfSlip(words, words.indexOf(token)) : undefined;
  if (slip !== undefined) return slip;
  const named = BY_NAME.find(([start]) => message.startsWith(start));
  const own = named?.[1](message.slice(named[0].length), connection);
  return own ?? HINTS.find(([part]) => message.includes(part))?.[1] ?? "Correct the statement";
}

const BY_NAME:
  readonly (readonly [start: string, hint: (name: string, connection: Connection) => string | undefined])[] = [
    ["no such function: ", hintForFunction],
    ["no such table: ", hintForTable],
    ["wrong number of arguments to function ", hintForArguments],
  ];

const HINTS: readonly (readonly [part: string, hint: string])[] = [
  ["single-quotes", "Write text in single quotes: 'live'; double quotes are for names"],
  ["sub-select returns", "Select as many columns as stand on the left of IN; a list parameter is one column"],
  ["no such table", "Create the table in db/migrations, or correct its name"],
  ["no such column", "Correct the name, or add the column in db/migrations"],
  ["has no column", "Correct the name, or add the column in db/migrations"],
  [" values for ", "Write one value for each column that the INSERT names"],
  ["ambiguous column name", "Write the table's name or alias in front: g.id"],
  ["ON CONFLICT clause", "Name the columns of a UNIQUE rule of the table, or add one in db/migrations"],
  ["misuse of window function", "Say over which rows: rank() OVER (ORDER BY points DESC)"],
  ["misuse of aggregate", "WHERE looks at single rows: conditions on groups stand in HAVING"],
  ["HAVING clause on a non-aggregate", "Write WHERE: HAVING is for groups, behind GROUP BY"],
  ["may not be modified", "Leave it to SQLite: the schema is changed in db/migrations"],
  ["unrecognized token", "A parameter is a colon and a name, :team_id; a text stands in single quotes, 'live'"],
  ["no such function", "Correct the name: https://sqlite.org/lang_corefunc.html lists them"],
  ["syntax error", "Correct the statement: https://sqlite.org/lang.html shows the grammar"],
];

/** The statement ends before it is complete. */
function hintForEnd(words: readonly Token[]): string {
  const last = words[words.length - 1];
  const count = (text: string) => words.filter((word) => word.kind === "operator" && word.text === text).length;
  const isAfterValue = last.text === ")" || (last.kind !== "operator" && last.kind !== "word");
  if (count("(") > count(")") && isAfterValue) return "Close the parenthesis";
  return `Write what is missing behind ${last.text}`;
}

/** How many arguments SQLite's function takes. */
function hintForArguments(called: string, connection: Connection): string | undefined {
  const name = called.replace("()", "").toLowerCase();
  const sql = "SELECT DISTINCT narg FROM pragma_function_list WHERE name = ?1 ORDER BY narg";
  const counts = connection.prepare(sql).all([name]).map(([count]) => Number(count));
  if (counts.length === 0 || counts.includes(-1)) return undefined;
  // SQLite writes "one or more" as -3, "two or more" as -4.
  const taken = counts[0] < 0 ? `${-counts[0] - 2} or more` : counts.join(" or ");
  return `Give ${name}() ${taken} ${taken === "1" ? "argument" : "arguments"}`;
}
