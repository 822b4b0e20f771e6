/**
 * From migrations and `.sql` files to `queries.ts` files: scan, prepare, analyze, check, write. `codegen/gen.ts` calls
 * it first of all generators, because pages import what it writes.
 */
import { schemaHash } from "../../db/schema_hash.ts";
import type { Connection } from "../../db/types.ts";
import type { GeneratedFile, SourceFile } from "../files.ts";
import { type Problem, sortProblems } from "../problem.ts";
import { analyzeQuery } from "./analyze.ts";
import { checkQuery, type QueryModel } from "./check.ts";
import { openMigrated } from "./migrate_memory.ts";
import { problemAt } from "./position.ts";
import { prepareQuery } from "./prepare.ts";
import { type ScannedQuery, scanQueries } from "./scan.ts";
import { readSchema, type Schema } from "./schema.ts";
import { namesOf, writeQueries } from "./write_queries.ts";

/** What the generator reads. */
export interface SqlSources {
  /** `db/migrations/*.sql` */
  readonly migrations: readonly SourceFile[];
  /** Every `.sql` file in a folder named `sql` below `app/`. */
  readonly queries: readonly SourceFile[];
}

/** What the generator gives. */
export interface GeneratedSql {
  /** One `queries.ts` for each `sql/` folder; none when there are problems. */
  readonly files: GeneratedFile[];
  /** Sorted by place. */
  readonly problems: Problem[];
  /** Identifies the migrated schema; empty when a migration fails. */
  readonly schemaHash: string;
}

/** Proves every query and writes its function, or says what cannot be proven. Reads and writes no file. */
export function generateSql({ migrations, queries }: SqlSources): GeneratedSql {
  const { connection, problem } = openMigrated(migrations);
  try {
    // Every query would fail for want of the same tables.
    if (problem !== undefined) return { files: [], problems: [problem], schemaHash: "" };
    const schema = readSchema(connection);
    const problems: Problem[] = [];
    const models: QueryModel[] = [];
    // The order of the files must not decide which of two that collide is named.
    for (const source of queries.toSorted((left, right) => left.path < right.path ? -1 : 1)) {
      const scanned = scanQueries(source);
      problems.push(...scanned.problems);
      if (scanned.problems.length > 0) continue;
      for (const query of scanned.queries) {
        const found = modelOf(query, connection, schema);
        if (Array.isArray(found)) problems.push(...found);
        else models.push(found);
      }
    }
    problems.push(...checkCollisions(models));
    const files = problems.length > 0 ? [] : writeAll(models);
    return { files, problems: sortProblems(problems), schemaHash: schemaHash(connection) };
  } finally {
    connection.close();
  }
}

function modelOf(query: ScannedQuery, connection: Connection, schema: Schema): QueryModel | Problem[] {
  const prepared = prepareQuery(query, connection);
  if ("message" in prepared) return [prepared];
  const analyzed = analyzeQuery(query, prepared, schema);
  return Array.isArray(analyzed) ? analyzed : checkQuery(query, prepared, analyzed);
}

/** Two queries of one folder that would declare the same name. */
function checkCollisions(models: readonly QueryModel[]): Problem[] {
  return [...Map.groupBy(models, folderOf)].flatMap(([, own]) => {
    const seen = new Map<string, QueryModel>();
    return own.flatMap((model) => {
      const taken = namesOf(model).find((name) => seen.has(name) || IMPORTED.test(name));
      const other = taken === undefined ? undefined : seen.get(taken);
      for (const name of namesOf(model)) seen.set(name, model);
      if (taken === undefined) return [];
      const { source, tokens, name } = model.query;
      const where = other === undefined
        ? "what every queries.ts imports"
        : `the query "${other.query.name}" of ${other.query.source.path}`;
      const message = `The query "${name}" would declare "${taken}", as does ${where}`;
      return [problemAt(source, tokens[0].start, [message, "Give one of them another name"])];
    });
  });
}

/** Names of run-time helpers. Those of types never meet a query's, because functions begin with a small letter. */
const IMPORTED = /^(?:z|(?:read|bind)(?:Integer|Real|Text|Blob|Boolean|OneOf)(?:OrNull)?|exactlyOne|atMostOne|noRow)$/;

function writeAll(models: readonly QueryModel[]): GeneratedFile[] {
  return [...Map.groupBy(models, folderOf)]
    .sort(([left], [right]) => left < right ? -1 : 1)
    .map(([folder, own]) => {
      const sorted = own.toSorted((left, right) => left.name < right.name ? -1 : 1);
      return writeQueries(folder, sorted);
    });
}

function folderOf({ query }: QueryModel): string {
  return query.source.path.slice(0, query.source.path.lastIndexOf("/"));
}
