/**
 * From migrations and `.sql` files to `queries.ts` files: scan, prepare, analyze, check, write. `codegen/gen.ts` calls
 * it first of all generators, because pages import what it writes.
 */
import { schemaHash, schemaStatements } from "../../db/schema_hash.ts";
import type { GeneratedFile, SourceFile } from "../files.ts";
import { memoize, memoizeLast, sameItems } from "../memoize.ts";
import { type Problem, sortProblems } from "../problem.ts";
import type { QueryModel } from "./check.ts";
import { openMigrated } from "./migrate_memory.ts";
import { problemAt } from "./position.ts";
import { proveQuery } from "./prove.ts";
import { scanQueries } from "./scan.ts";
import { readSchema } from "./schema.ts";
import { checkShared } from "./shared_rows.ts";
import { namesOf, writeQueries } from "./write_queries.ts";

/** What the generator reads. */
export interface SqlSources {
  /** `db/migrations/*.sql` */
  readonly migrations: readonly SourceFile[];
  /** Every `.sql` file in a folder named `sql` below `app/`. */
  readonly queries: readonly SourceFile[];
}

/** The SQL among the files of an app. */
export function sqlSources(files: readonly SourceFile[]): SqlSources {
  return {
    migrations: files.filter(({ path }) => /^db\/migrations\/[^/]+\.sql$/.test(path)),
    queries: files.filter(({ path }) => /^app\/(.*\/)?sql\/[^/]+\.sql$/.test(path)),
  };
}

/** What the generator gives. */
export interface GeneratedSql {
  /** One `queries.ts` for each `sql/` folder; none when there are problems. */
  readonly files: GeneratedFile[];
  /** Sorted by place. */
  readonly problems: Problem[];
  /** Identifies the migrated schema; empty when a migration fails. */
  readonly schemaHash: string;
  /** The statements that make it. */
  readonly schema: readonly string[];
}

/** Generates the functions of one app, again and again: only what has changed is proven and written again. */
export interface SqlGenerator {
  /** Proves every query and writes its function, or says what cannot be proven. Reads and writes no file. */
  generate(sources: SqlSources): GeneratedSql;
  close(): void;
}

/** Makes a generator. Close it at the end: it keeps a database in memory. */
export function createSqlGenerator(): SqlGenerator {
  let prover: Prover | undefined;
  const known = new Map<string, Folder>();

  function folderAt(path: string): Folder {
    const folder = known.get(path) ?? createFolder(path);
    known.set(path, folder);
    return folder;
  }

  return {
    generate({ migrations, queries }) {
      if (!prover || !sameItems(prover.migrations, migrations)) {
        prover?.close();
        prover = createProver(migrations);
      }
      const { problem, proveFile, schemaHash, schema } = prover;
      // Every query would fail for want of the same tables.
      if (problem !== undefined) return { files: [], problems: [problem], schemaHash, schema };
      // The order of the files must not decide which of two that collide is named.
      const proven = queries.toSorted((left, right) => left.path < right.path ? -1 : 1).map(proveFile);
      const models = proven.flatMap((file) => file.models);
      const folders = [...Map.groupBy(models, folderOf)].sort(([left], [right]) => left < right ? -1 : 1);
      const wrong = folders.flatMap(([path, own]) => folderAt(path).check(own));
      const problems = [...proven.flatMap((file) => file.problems), ...wrong];
      const files = problems.length > 0 ? [] : folders.map(([path, own]) => folderAt(path).write(own));
      return { files, problems: sortProblems(problems), schemaHash, schema };
    },
    close() {
      prover?.close();
      prover = undefined;
    },
  };
}

/** The migrated schema, against which queries are proven. */
interface Prover {
  readonly migrations: readonly SourceFile[];
  /** What is wrong with the migrations; without them nothing can be proven. */
  readonly problem: Problem | undefined;
  readonly schemaHash: string;
  readonly schema: readonly string[];
  /** Proves the queries of a file, once. */
  proveFile(source: SourceFile): ProvenFile;
  close(): void;
}

interface ProvenFile {
  readonly models: readonly QueryModel[];
  readonly problems: readonly Problem[];
}

function createProver(migrations: readonly SourceFile[]): Prover {
  const { connection, problem } = openMigrated(migrations);
  const schema = readSchema(connection);
  return {
    migrations,
    problem,
    schemaHash: problem === undefined ? schemaHash(connection) : "",
    schema: problem === undefined ? schemaStatements(connection) : [],
    proveFile: memoize((source) => {
      const { queries, problems } = scanQueries(source);
      if (problems.length > 0) return { models: [], problems };
      const found = queries.map((query) => proveQuery(query, connection, schema));
      return {
        models: found.flatMap((one) => Array.isArray(one) ? [] : [one.model]),
        problems: found.flatMap((one) => Array.isArray(one) ? one : []),
      };
    }),
    close: () => connection.close(),
  };
}

/** A folder of queries; it is looked at again only when one of them has changed. */
interface Folder {
  /** What is wrong with its queries together. */
  check(models: readonly QueryModel[]): Problem[];
  write(models: readonly QueryModel[]): GeneratedFile;
}

function createFolder(path: string): Folder {
  const byName = (left: QueryModel, right: QueryModel) => left.name < right.name ? -1 : 1;
  return {
    check: memoizeLast((models) => [...checkCollisions(models), ...checkShared(models)]),
    write: memoizeLast((models) => writeQueries(path, models.toSorted(byName))),
  };
}

/** Two queries of one folder that would declare the same name. */
function checkCollisions(models: readonly QueryModel[]): Problem[] {
  const seen = new Map<string, QueryModel>();
  return models.flatMap((model) => {
    const taken = namesOf(model).find((name) => seen.has(name) || IMPORTED.test(name));
    const other = taken === undefined ? undefined : seen.get(taken);
    for (const name of namesOf(model)) seen.set(name, model);
    if (taken === undefined) return [];
    const { source, tokens, name } = model.query;
    const where = other === undefined
      ? "which queries.ts imports"
      : `as does the query "${other.query.name}" of ${other.query.source.path}`;
    const message = `The query "${name}" would declare "${taken}", ${where}`;
    return [problemAt(source, tokens[0].start, [message, "Give one of them another name"])];
  });
}

/** Names of run-time helpers. Those of types never meet a query's, because functions begin with a small letter. */
const IMPORTED =
  /^(?:z|(?:read|bind)(?:Integer|Real|Text|Blob|Boolean|OneOf|Date|Timestamp|Bigint|Json)(?:OrNull)?|bindList|bindEach|exactlyOne|atMostOne|noRow)$/;

function folderOf({ query }: QueryModel): string {
  return query.source.path.slice(0, query.source.path.lastIndexOf("/"));
}
