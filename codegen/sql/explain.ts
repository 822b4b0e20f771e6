/**
 * All that is known of a query, as lines for a reader: rows, parameters, columns with the reason for each type, the
 * plan. Called by `rally sql explain`.
 */
import { lineAndColumn } from "../../db/sql_text.ts";
import type { TableChange } from "../../db/types.ts";
import type { Field } from "./check.ts";
import type { Inspected } from "./inspect.ts";
import { planOf } from "./plan.ts";
import type { ProvenQuery } from "./prove.ts";
import { reasonOf } from "./reasons.ts";
import { spell, spellParameter } from "./type_script.ts";
import { printType } from "./sql_type.ts";

/** One part of an explanation: `Columns`, and a line for each. */
export interface ExplainedPart {
  readonly title: string;
  readonly lines: readonly string[];
}

/** An explained query. */
export interface Explanation {
  /** `app/sql/list_games.sql:2:1: listGames` */
  readonly title: string;
  /** Those that have a line. */
  readonly parts: readonly ExplainedPart[];
}

/** Explains one query. */
export function explainQuery(proven: ProvenQuery, { schema, connection }: Inspected): Explanation {
  const { model, analyzed } = proven;
  const { query, name, sql, parameters } = model;
  const { line, column } = lineAndColumn(query.source.text, query.tokens[0].start);
  const proof = { types: analyzed.types, schema, text: query.source.text };
  const parts = [
    { title: "Rows", lines: [rowsOf(proven)] },
    { title: "Parameters", lines: parameters.map((field) => parameterLine(field, proven)) },
    {
      title: "Columns",
      lines: model.columns.map((field, at) =>
        `${typed(field, spell(field.type, "").type)} — ${
          said(field, at, proven) ?? reasonOf(analyzed.columns[at], proof)
        }`
      ),
    },
    { title: "Reads", lines: Object.entries(model.access.reads).map(readLine) },
    { title: "Writes", lines: Object.entries(model.access.writes).map(writeLine) },
    {
      title: "Plan",
      lines: planOf(connection, sql, parameters.length).map(({ text, depth }) => "  ".repeat(depth) + text),
    },
  ];
  return {
    title: `${query.source.path}:${line}:${column}: ${name}`,
    parts: parts.filter(({ lines }) => lines.length > 0),
  };
}

const ROWS = {
  one: "exactly one",
  optional: "one or none",
  many: "any number",
  each: "a run for each item, all of them or none",
  exec: "none: it gives changes and lastInsertRowid",
};

function rowsOf({ model: { query, cardinality, single } }: ProvenQuery): string {
  if (query.cardinality === undefined) return ROWS[cardinality];
  const isChecked = !single && (cardinality === "one" || cardinality === "optional");
  return `${ROWS[cardinality]}, as the file says${isChecked ? "; the function throws for two" : ""}`;
}

function parameterLine(field: Field, { analyzed }: ProvenQuery): string {
  const found = analyzed.parameters.get(field.label);
  const type = typed(field, spellParameter(field.type, "").type);
  if (found === undefined) return type;
  const nulls = field.nullable ? "; NULL is asked for, or may be stored" : "";
  return `${type} — ${printType(found.type)} ${found.place}${nulls}`;
}

/** Of a table without columns the number of rows is read. */
function readLine([table, columns]: [string, readonly string[]]): string {
  return columns.length > 0 ? `${table} (${columns.join(", ")})` : table;
}

function writeLine([table, { insert, update, delete: deletes }]: [string, TableChange]): string {
  const ways = [insert ? "insert" : [], update ? `update (${update.join(", ")})` : [], deletes ? "delete" : []];
  return `${table}: ${ways.flat().join(", ")}`;
}

/** What the file itself says of a column, above what is proven. */
function said({ label }: Field, at: number, { model: { query }, analyzed }: ProvenQuery): string | undefined {
  const annotation = query.annotations.find(({ value }) => value.split(" ")[0] === label);
  if (annotation !== undefined) return `the line "-- ${annotation.key}: ${annotation.value}" says so`;
  const { name } = analyzed.columns[at];
  return /[!?]$/.test(name) ? `its name "${name}" says whether it may be NULL` : undefined;
}

function typed({ property, nullable, isList }: Field, spelled: string): string {
  const item = isList && spelled.includes(" ") ? `(${spelled})` : spelled;
  return `${property}: ${item}${isList ? "[]" : ""}${nullable ? " | null" : ""}`;
}
