/**
 * Finds what a column name means: a column of the tables in scope, of a query around this one, or a result column's
 * alias. SQLite has accepted the statement before, so every name means something and none is ambiguous.
 */
import type { Place, Scope, Source, SourceColumn, Typed } from "./analysis.ts";
import type { Expression } from "./ast.ts";

/** What a name means. */
export type Found =
  | { readonly kind: "column"; readonly place: Place; readonly owner: Owner; readonly scope: Scope }
  | { readonly kind: "alias"; readonly expression: Expression; readonly scope: Scope }
  | { readonly kind: "none"; readonly why: string };

/** The source that a column belongs to; none when two tables share it. */
export type Owner = Source | undefined;

interface ColumnName {
  readonly table?: string;
  readonly column: string;
}

/** Resolves a column expression from the innermost scope outwards. */
export function resolveColumn(name: ColumnName, scope: Scope): Found {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    for (const source of at.sources) {
      const found = columnOf(source, name);
      if (found !== undefined) return { kind: "column", ...found, scope: at };
    }
    const expression = name.table === undefined ? at.aliases.get(name.column.toLowerCase()) : undefined;
    if (expression !== undefined) return { kind: "alias", expression, scope: at };
  }
  return { kind: "none", why: `Rally does not find the column ${name.column}` };
}

/** The column of a source by name; `rowid` and its other names too. */
export function columnOf(source: Source, name: ColumnName): { place: Place; owner: Owner } | undefined {
  const isBare = name.table === undefined;
  if (isBare ? source.onlyQualified : source.name !== name.table.toLowerCase()) return undefined;
  const { absences } = source;
  const key = name.column.toLowerCase();
  const own = source.columns.filter((column) => column.name.toLowerCase() === key);
  const column = own.find((one) => !one.merged || !isBare);
  if (column !== undefined) {
    return { place: placeOf(source, column, isBare), owner: isBare && column.shared ? undefined : source };
  }
  if (own.length > 0) return undefined;
  const isRowid = ["rowid", "oid", "_rowid_"].includes(key);
  const known = source.others ?? (isRowid ? source.rowid : undefined);
  return known && { place: { known, absences }, owner: source };
}

/** What a column of a source stands for, behind the name of its table or bare. */
export function placeOf(source: Source, { inferred, shared, absences }: SourceColumn, isBare: boolean): Place {
  if (isBare && shared !== undefined) return shared;
  return { known: inferred, absences: [...source.absences, ...absences] };
}

/** What is known of a column at a place where a scope's rows have been filtered. */
export function inferredIn({ grouping, narrowing }: Scope, { known, absences }: Place): Typed {
  const missing = absences.filter((absence) => !narrowing.matched.has(absence));
  const nullable = known.nullable && !narrowing.values.has(known);
  // An aggregate over no rows has a row of NULLs.
  if (grouping === "all") return { ...known, nullable: true };
  return missing.length === 0
    ? { ...known, nullable }
    : { ...known, nullable: true, outer: { nullable, absences: missing } };
}
