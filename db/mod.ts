/**
 * The database of an app: opening it, reading and writing in transactions, migrations and seeds, and what generated
 * queries are made of.
 *
 * @module
 */

// Opening
export { openDatabase } from "./open.ts";
export type { Database, DatabaseOptions } from "./open.ts";
export type { WriteHooks } from "./writes.ts";
export type { SlowReadLimits } from "./slow_reads.ts";
export type { SlowWriter } from "./turn.ts";
export { openConnection } from "./connection.ts";
export type { ConnectionOptions } from "./connection.ts";
export { nodeSqlite } from "./drivers/node_sqlite.ts";
export { dbSqlite } from "./drivers/db_sqlite.ts";
export type { DbSqliteClass, DbSqliteDatabase, DbSqliteStatement } from "./drivers/db_sqlite.ts";

// Migrations, seeds, schema
export { prepareDatabase } from "./prepare_database.ts";
export type { DatabaseFiles } from "./prepare_database.ts";
export { migrate } from "./migrate.ts";
export type { MigrateOptions, MigrationReport } from "./migrate.ts";
export { migrateWithBackup } from "./migrate_with_backup.ts";
export type { BackedUpMigration } from "./migrate_with_backup.ts";
export { migrationStates } from "./migration_ledger.ts";
export type { MigrationState } from "./migration_ledger.ts";
export { seed, seedIfEmpty } from "./seed.ts";
export { isProduction, reset, ResetRefused } from "./reset.ts";
export type { ResetOptions } from "./reset.ts";
export { MigrationError } from "./migration_files.ts";
export type { MigrationFile, MigrationProblem } from "./migration_files.ts";
export { readSqlFiles } from "./read_sql_files.ts";
export type { SqlFile } from "./read_sql_files.ts";
export { schemaHash } from "./schema_hash.ts";
export { requireSchema } from "./schema_drift.ts";
export type { ExpectedSchema } from "./schema_drift.ts";

// Copies
export { backUp } from "./backup.ts";
export { restore, RestoreRefused } from "./restore.ts";
export type { RestoreReport } from "./restore.ts";

// Errors
export {
  ConstraintViolation,
  DatabaseBusy,
  DatabaseCorrupt,
  DatabaseFull,
  DatabaseInterrupted,
  ReadTimeout,
  TransactionEnded,
  WriterTimeout,
} from "./errors.ts";
export type { Constraint, ConstraintKind } from "./errors.ts";

// What queries and drivers are
export type {
  Changes,
  ColumnOrigin,
  Connection,
  Driver,
  PrepareOptions,
  Query,
  Reader,
  ReadingThread,
  SqlItems,
  SqlValue,
  SqlValues,
  Statement,
  TableChange,
  Writer,
} from "./types.ts";

// What generated queries call
export {
  atMostOne,
  bindBlob,
  bindBlobOrNull,
  bindBoolean,
  bindBooleanOrNull,
  bindInteger,
  bindIntegerOrNull,
  bindList,
  bindOneOf,
  bindOneOfOrNull,
  bindReal,
  bindRealOrNull,
  bindText,
  bindTextOrNull,
  exactlyOne,
  noRow,
  readBlob,
  readBlobOrNull,
  readBoolean,
  readBooleanOrNull,
  readInteger,
  readIntegerOrNull,
  readOneOf,
  readOneOfOrNull,
  readReal,
  readRealOrNull,
  readText,
  readTextOrNull,
} from "./query_runtime.ts";
export {
  bindBigint,
  bindBigintOrNull,
  bindDate,
  bindDateOrNull,
  bindJson,
  bindJsonOrNull,
  bindTimestamp,
  bindTimestampOrNull,
  readBigint,
  readBigintOrNull,
  readDate,
  readDateOrNull,
  readJson,
  readJsonOrNull,
  readTimestamp,
  readTimestampOrNull,
} from "./query_types.ts";
export type { JsonSchema } from "./query_types.ts";
export { bindEach } from "./bind_each.ts";
