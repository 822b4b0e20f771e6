/**
 * Finds queries that read through a large table for rows that an index would find. Whether it would is not guessed: the
 * index is made in the database in memory, and SQLite is asked for its plan again.
 */
import type { Problem } from "../problem.ts";
import type { Inspected } from "./inspect.ts";
import { planOf } from "./plan.ts";
import { problemAt } from "./position.ts";
import type { ProvenQuery } from "./prove.ts";
import type { Column } from "./schema.ts";
import { nameOf } from "./tokenize.ts";

/** A table that is worth an index. */
export interface LargeTable {
  readonly name: string;
  readonly rows: number;
}

/** A problem for each large table that the query reads through, though an index on one column would spare it that. */
export function adviseScans(
  proven: ProvenQuery,
  { connection, schema }: Pick<Inspected, "connection" | "schema">,
  large: readonly LargeTable[],
): Problem[] {
  const { query, sql, parameters } = proven.model;
  const plan = () => planOf(connection, sql, parameters.length).map(({ text }) => text);
  const before = plan();
  if (scansIn(before) === 0) return [];
  return large.flatMap(({ name, rows }) => {
    const helpful = candidates(proven, schema.tables.get(name.toLowerCase())?.columns ?? []).flatMap(
      ({ column, start }) => {
        connection.exec(`CREATE INDEX ${PROBE} ON ${quoted(name)} (${quoted(column.name)})`);
        const after = plan();
        connection.exec(`DROP INDEX ${PROBE}`);
        const step = after.find((text) => text.startsWith("SEARCH ") && text.includes(PROBE));
        return step !== undefined && scansIn(after) < scansIn(before) ? [{ column, start, step }] : [];
      },
    );
    // An equality leaves fewer rows than a range.
    const best = helpful.find(({ step }) => step.includes("=?")) ?? helpful[0];
    if (best === undefined) return [];
    const column = best.column.name;
    const message = `The query "${query.name}" reads all ${rows} rows of "${name}" to find those by "${column}"`;
    const hint = `Write a migration: CREATE INDEX ${name}_by_${column} ON ${name} (${column});`;
    return [problemAt(query.source, best.start, [message, hint])];
  });
}

const PROBE = "_rally_probe";

/** Whole tables that are read, and indexes that SQLite makes for each run because there is none. */
function scansIn(plan: readonly string[]): number {
  return plan.filter((text) => text.startsWith("SCAN ") || text.includes(" AUTOMATIC ")).length;
}

/** The columns whose names stand in the query. */
function candidates({ model: { query } }: ProvenQuery, columns: readonly Column[]) {
  return columns.flatMap((column) => {
    const token = query.tokens.find((one) => nameOf(one).toLowerCase() === column.name.toLowerCase());
    return token === undefined ? [] : [{ column, start: token.start }];
  });
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
