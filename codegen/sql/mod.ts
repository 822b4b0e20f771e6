/**
 * Typed functions for `.sql` files: what SQL gives and takes is proven from the migrated schema, or refused with the
 * place and the way out. Nothing is guessed.
 *
 * Every file of a folder named `sql` below `app/` holds one query, named after the file, or several with headers. The
 * comments above a statement are read line by line:
 *
 * - `-- name: list_games` names the query; several statements of one file, each ended by `;`, need it.
 * - `-- one`, `-- optional`, `-- many`, `-- exec` say what the function answers: exactly one row (it throws for none or
 *   two), a row or `undefined` (it throws for two), all rows, or the counts of a statement without rows. Without such a
 *   line it is what can be proven: `one` for an aggregate without GROUP BY or a single inserted row, `optional` where
 *   a unique key is compared with fixed values or LIMIT is 1, `exec` without result columns, else `many`.
 * - `-- returns: GameRow` shares a row type with other queries of the folder.
 * - `-- bigint: total`, `-- date: day`, `-- timestamp: made_at`, `-- json: prefs Prefs from ../prefs.ts` give a result
 *   column, or a parameter (`:total`), a type that the table does not declare (`annotations.ts`).
 * - Every other line is the documentation of the function.
 *
 * In the statement, `CAST(x AS INTEGER)` (TEXT, REAL, BLOB, BOOLEAN) settles a type that cannot be proven, of a column
 * or of a parameter. A result column named `AS "total!"` is never NULL and one named `AS "total?"` may be, whatever is
 * proven; the mark is not part of the name, and a NULL behind a `!` throws when it is read. `home_score` becomes
 * `homeScore`, in rows and in parameters, which are written `:home_score` (`@` and `$` are the same); `IN :ids` takes an array.
 *
 * @module
 */
export {
  createSqlGenerator,
  type GeneratedSql,
  type SqlGenerator,
  type SqlSources,
  sqlSources,
} from "./generate_sql.ts";
