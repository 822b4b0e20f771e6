/**
 * Looks for what could be better in the queries of an app. Called by `rally sql check`.
 *
 * @module
 */
import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import type { SourceFile } from "../../codegen/files.ts";
import { sortProblems } from "../../codegen/problem.ts";
import { adviseForeignKeys } from "../../codegen/sql/advise_foreign_keys.ts";
import { adviseScans, type LargeTable } from "../../codegen/sql/advise_scans.ts";
import { adviseStars } from "../../codegen/sql/advise_stars.ts";
import { adviseUnused } from "../../codegen/sql/advise_unused.ts";
import type { Inspected } from "../../codegen/sql/inspect.ts";
import { sqlSources } from "../../codegen/sql/mod.ts";
import type { Connection } from "../../db/mod.ts";
import { filesBelow } from "../app/app_files.ts";
import { withDatabase } from "../app/database.ts";
import { printProblems } from "../app/problems.ts";
import { failed } from "../core/command_error.ts";
import type { Terminal } from "../core/terminal.ts";

/** What is checked, and where it is printed. */
export interface Checking {
  readonly terminal: Terminal;
  readonly root: string;
  /** The files that code is generated from. */
  readonly files: readonly SourceFile[];
  readonly inspected: Inspected;
  /** The file of the app's database, which need not be there. */
  readonly database: string;
}

/** Prints what is found, sorted by place. Gives the exit code. */
export async function checkSql({ terminal, root, files, inspected, database }: Checking): Promise<number> {
  const { queries, schema, connection } = inspected;
  const { migrations } = sqlSources(files);
  const large = existsSync(database) ? await withDatabase(database, largeTables) : [];
  const found = sortProblems([
    ...adviseForeignKeys(connection, migrations),
    ...queries.flatMap((query) => adviseStars(query, schema)),
    ...queries.flatMap((query) => adviseScans(query, inspected, large)),
    ...adviseUnused(queries, readModules(root)),
  ]);
  if (found.length > 0) {
    printProblems(terminal, found);
    const count = found.length === 1 ? "1 thing" : `${found.length} things`;
    throw failed(`${count} in the SQL could be better`, "Each line above says how");
  }
  const count = queries.length === 1 ? "1 query" : `${queries.length} queries`;
  const file = relative(root, database);
  const scans = existsSync(database) ? "" : `; scans were not looked at: there is no ${file} to count rows in`;
  terminal.write(`${terminal.paint("green", "✓")} ${count}${scans}\n`);
  return 0;
}

/** Reading fewer rows than this takes well under a millisecond. */
const LARGE = 1_000;

function largeTables(connection: Connection): LargeTable[] {
  const tables = connection.prepare(
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' " +
      "AND substr(name, 1, 7) NOT IN ('sqlite_', '_rally_')",
  ).all([]);
  return tables.map(([name]) => {
    const [rows] = connection.prepare(`SELECT count(*) FROM "${String(name).replaceAll('"', '""')}"`).get([]) ?? [];
    return { name: String(name), rows: Number(rows) };
  }).filter(({ rows }) => rows >= LARGE);
}

/** Every module of the app, also of its tests and tools. */
function readModules(root: string): SourceFile[] {
  const folders = Deno.readDirSync(root).toArray().filter(({ name, isDirectory }) =>
    isDirectory && !name.startsWith(".") && !NOT_OURS.has(name)
  );
  const top = Deno.readDirSync(root).toArray().filter(({ isFile }) => isFile).map(({ name }) => name);
  const paths = [...top, ...folders.flatMap(({ name }) => filesBelow(root, name))];
  return paths.filter((path) => /\.tsx?$/.test(path)).map((path) => {
    return { path, text: Deno.readTextFileSync(join(root, path)) };
  });
}

const NOT_OURS: ReadonlySet<string> = new Set(["node_modules", "dist", "bin", "data"]);
