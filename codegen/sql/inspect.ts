/**
 * All queries of an app with their proofs, and the migrated database in memory that they are proven against. Called by
 * `rally sql`, which looks at them from other sides than the generator.
 */
import type { Connection } from "../../db/types.ts";
import { type Problem, sortProblems } from "../problem.ts";
import type { SqlSources } from "./generate_sql.ts";
import { openMigrated } from "./migrate_memory.ts";
import { type ProvenQuery, proveQuery } from "./prove.ts";
import { scanQueries } from "./scan.ts";
import { readSchema, type Schema } from "./schema.ts";

/** The queries of an app. */
export interface Inspected {
  readonly queries: readonly ProvenQuery[];
  /** Sorted by place; with problems not every query is there. */
  readonly problems: readonly Problem[];
  readonly schema: Schema;
  /** The migrated database, without rows. */
  readonly connection: Connection;
}

/** Proves all queries. The caller closes the connection. */
export function inspectSql({ migrations, queries: files }: SqlSources): Inspected {
  const { connection, problem } = openMigrated(migrations);
  const schema = readSchema(connection);
  if (problem !== undefined) return { queries: [], problems: [problem], schema, connection };
  const scanned = files.map(scanQueries);
  const proven = scanned.flatMap(({ queries }) => queries).map((query) => proveQuery(query, connection, schema));
  const problems = [
    ...scanned.flatMap((file) => file.problems),
    ...proven.flatMap((one) => Array.isArray(one) ? one : []),
  ];
  return {
    queries: proven.flatMap((one) => Array.isArray(one) ? [] : [one]),
    problems: sortProblems(problems),
    schema,
    connection,
  };
}
