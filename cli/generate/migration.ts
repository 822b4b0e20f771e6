/**
 * `rally generate migration NAME`: the next file of `db/migrations/`.
 *
 * @module
 */
import { checkName, title } from "./names.ts";
import { columnOf, defaultOf, type Field } from "./fields.ts";
import type { Proposal } from "./proposal.ts";

/** The folder of all migrations. */
export const migrationsFolder = "db/migrations";

/**
 * The migration, under the number that it has already when one of its name is there.
 *
 * @param files The names of the migrations that are there.
 */
export function generateMigration(name: string, fields: readonly Field[], files: readonly string[]): Proposal {
  checkName("migration", name);
  const existing = files.find((file) => file.replace(/^\d+_/, "") === `${name}.sql`);
  const last = Math.max(0, ...files.map((file) => Number.parseInt(file)).filter(Number.isFinite));
  const file = existing ?? `${String(last + 1).padStart(3, "0")}_${name}.sql`;
  return { path: `${migrationsFolder}/${file}`, text: statements(name, fields) };
}

function statements(name: string, fields: readonly Field[]): string {
  const [, created] = /^create_(\w+)$/.exec(name) ?? [];
  if (created !== undefined) return createTable(created, fields);
  const [, extended] = /^add_\w+_to_(\w+)$/.exec(name) ?? [];
  if (extended !== undefined && fields.length > 0) return fields.map((field) => addColumn(extended, field)).join("");
  return `-- ${title(name)}. Until a statement stands here the database is not touched.\n`;
}

function createTable(table: string, fields: readonly Field[]): string {
  // A page that is still open on a removed row must never save into another one that has got its number.
  const columns = ["id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL", ...fields.map(columnOf)];
  return `CREATE TABLE ${table} (\n${columns.map((column) => `  ${column}`).join(",\n")}\n) STRICT;\n`;
}

function addColumn(table: string, field: Field): string {
  const [declared, check = ""] = columnOf(field).split(/ (?=CHECK)/);
  return `ALTER TABLE ${table} ADD COLUMN ${declared} DEFAULT ${defaultOf(field)}${check && ` ${check}`};\n`;
}
