/**
 * Identifies a schema, so that a server refuses a database that its generated queries were not proven against.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { sqlTokens } from "./sql_text.ts";
import type { Connection } from "./types.ts";

/**
 * SHA-256 (hex) over the tables, indexes, views and triggers of the app. Comments and blanks do not count, nor do the
 * tables of Rally and of SQLite itself.
 *
 * @example
 * ```ts
 * import { openConnection, schemaHash } from "@rally/rally/db";
 * import { strictEqual } from "node:assert";
 *
 * const [one, two] = [openConnection(":memory:"), openConnection(":memory:")];
 * one.exec("CREATE TABLE teams (id INTEGER)");
 * two.exec("CREATE TABLE teams (\n  id INTEGER -- the key\n)");
 * strictEqual(schemaHash(one), schemaHash(two));
 * ```
 */
export function schemaHash(connection: Connection): string {
  const rows = connection.prepare(
    "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND tbl_name NOT LIKE '\\_rally\\_%' ESCAPE '\\' " +
      "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name",
  ).all([]);
  const normal = rows.map(([type, name, sql]) => [type, name, Array.from(sqlTokens(String(sql)), ({ text }) => text)]);
  return createHash("sha256").update(JSON.stringify(normal)).digest("hex");
}
