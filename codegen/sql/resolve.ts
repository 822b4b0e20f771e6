/**
 * Finds what a column name means: a column of the tables in scope, of a query around this one, or a result column's
 * alias. SQLite has accepted the statement before, so every name means something and none is ambiguous.
 */
import type { Scope, Source } from "./analysis.ts";
import type { Expression } from "./ast.ts";
import { certain, type Inferred, INTEGER, unknown } from "./sql_type.ts";

/** What a name means. */
export type Found =
  | { readonly kind: "column"; readonly inferred: Inferred; readonly source: Source; readonly scope: Scope }
  | { readonly kind: "alias"; readonly expression: Expression; readonly scope: Scope }
  | { readonly kind: "none"; readonly why: string };

/** Resolves a column expression from the innermost scope outwards. */
export function resolveColumn(name: { readonly table?: string; readonly column: string }, scope: Scope): Found {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    for (const source of at.sources) {
      const inferred = columnOf(source, name);
      if (inferred === undefined) continue;
      // An aggregate over no rows has a row of NULLs.
      const nullable = inferred.nullable || at.grouping === "all";
      return { kind: "column", inferred: { ...inferred, nullable }, source, scope: at };
    }
    const expression = name.table === undefined ? at.aliases.get(name.column.toLowerCase()) : undefined;
    if (expression !== undefined) return { kind: "alias", expression, scope: at };
  }
  return { kind: "none", why: `Rally does not find the column ${name.column}` };
}

/** The column of a source by name; `rowid` and its other names too. */
export function columnOf(
  source: Source,
  name: { readonly table?: string; readonly column: string },
): Inferred | undefined {
  if (name.table === undefined ? source.onlyQualified : source.name !== name.table.toLowerCase()) return undefined;
  const key = name.column.toLowerCase();
  const own = source.columns.filter((column) => column.name.toLowerCase() === key);
  const column = own.find((one) => !one.merged || name.table !== undefined);
  if (column !== undefined) return column.inferred;
  if (own.length === 0 && source.openReason !== undefined) return unknown(source.openReason);
  const isRowid = own.length === 0 && source.hasRowid && ["rowid", "oid", "_rowid_"].includes(key);
  return isRowid ? { ...certain(INTEGER), nullable: source.outer } : undefined;
}
