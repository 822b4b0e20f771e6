/**
 * Which columns a statement reads and what it may change, for the `reads` and `writes` of its query. SQLite itself tells
 * them when it prepares the statement, through views, CTEs, triggers and the actions of foreign keys; here is added what
 * it does not tell: columns that USING compares, generated columns that change with others, and rows that REPLACE deletes.
 */
import type { TableAccess } from "../../db/drivers/node_sqlite.ts";
import type { TableChange } from "../../db/types.ts";
import type { Statement } from "./ast.ts";
import { saysReplace, type Schema, type Table } from "./schema.ts";
import type { Token } from "./tokenize.ts";

/** What a statement does with the tables of the app, by their names; sorted. */
export interface Access {
  readonly reads: Readonly<Record<string, readonly string[]>>;
  readonly writes: Readonly<Record<string, TableChange>>;
}

interface Told {
  readonly accesses: readonly TableAccess[];
  /** The columns that USING and NATURAL compare. */
  readonly merged: readonly { readonly table: string; readonly column: string }[];
  readonly tokens: readonly Token[];
  readonly schema: Schema;
}

/** The access of a statement that SQLite has told all this of. */
export function accessOf(statement: Statement, { accesses, merged, tokens, schema }: Told): Access {
  const ctes = statement.kind === "select" ? statement.select.ctes : statement.ctes;
  const hidden = new Set(ctes.map(({ name }) => name.toLowerCase()));
  const compared = merged.map((one) => ({ ...one, action: "read" as const, isResolved: true, by: null }));
  const known = [...accesses, ...compared].flatMap((access): Known[] => {
    const table = schema.tables.get(access.table.toLowerCase());
    const isCte = !access.isResolved && hidden.has(access.table.toLowerCase());
    return table === undefined || table.name.startsWith("sqlite_") || isCte ? [] : [{ ...access, table }];
  });
  const byTable = [...Map.groupBy(known, ({ table }) => table)].sort(([left], [right]) =>
    left.name < right.name ? -1 : 1
  );
  const replaces = saysReplace(tokens);
  const target = statement.kind === "select" ? undefined : schema.tables.get(statement.table.toLowerCase());
  // What the statement says of conflicts holds in its triggers too, not in the actions of foreign keys.
  const isReplacing = ({ table, by }: Known) =>
    (replaces && (by !== null || table === target)) || (by !== null && schema.replacingTriggers.has(by));
  return {
    reads: Object.fromEntries(byTable.flatMap(([{ name }, own]) => {
      const reads = own.filter(({ action }) => action === "read");
      return reads.length === 0 ? [] : [[name, columnsOf(reads)]];
    })),
    writes: Object.fromEntries(byTable.flatMap(([table, own]) => {
      const writes = own.filter(({ action }) => action !== "read");
      return writes.length === 0 ? [] : [[table.name, changeOf(table, writes, isReplacing)]];
    })),
  };
}

interface Known extends Omit<TableAccess, "table"> {
  readonly table: Table;
}

function columnsOf(accesses: readonly Known[]): string[] {
  return [...new Set(accesses.map(({ column }) => column === "ROWID" ? "rowid" : column))].filter((column) =>
    column !== ""
  ).sort();
}

function changeOf(table: Table, accesses: readonly Known[], isReplacing: (access: Known) => boolean): TableChange {
  const has = (action: TableAccess["action"]) => accesses.some((access) => access.action === action);
  const updated = columnsOf(accesses.filter(({ action }) => action === "update"));
  const makesRoom = accesses.some((access) =>
    access.action !== "delete" && (table.replacesConflicts || isReplacing(access))
  );
  return {
    ...has("insert") && { insert: true as const },
    ...updated.length > 0 && { update: withGenerated(table, updated) },
    ...(has("delete") || makesRoom) && { delete: true as const },
  };
}

/** The columns, and those that are generated from them. */
function withGenerated({ columns }: Table, updated: readonly string[]): string[] {
  const all = new Set(updated);
  for (let before = -1; before < all.size;) {
    before = all.size;
    const names = new Set([...all].map((name) => name.toLowerCase()));
    for (const { name, generatedFrom } of columns) if (!generatedFrom.isDisjointFrom(names)) all.add(name);
  }
  return [...all].sort();
}
