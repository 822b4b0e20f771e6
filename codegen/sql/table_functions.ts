/**
 * The columns of SQLite's table-valued functions. What a JSON document holds is of any type, where it stands is not.
 */
import type { RelationColumn } from "./analysis.ts";
import { certain, type Inferred, INTEGER, maybe, TEXT, unknown } from "./sql_type.ts";

/** The columns of `*`, in their order; none for a function that is not known here. */
export function columnsOfFunction(name: string): RelationColumn[] {
  const columns = ["json_each", "json_tree"].includes(name.toLowerCase()) ? JSON_COLUMNS : {};
  return Object.entries(columns).map(([column, typed]) => ({ name: column, typed, start: 0, end: 0 }));
}

const IN_DOCUMENT = unknown("its type depends on the JSON document");

const JSON_COLUMNS: Readonly<Record<string, Inferred>> = {
  key: IN_DOCUMENT,
  value: IN_DOCUMENT,
  type: certain(TEXT),
  atom: IN_DOCUMENT,
  id: certain(INTEGER),
  parent: maybe(INTEGER),
  fullkey: certain(TEXT),
  path: certain(TEXT),
};
