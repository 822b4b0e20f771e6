/**
 * Whether a transaction that is done may let another one in before its COMMIT. Used by `group.ts`.
 *
 * @module
 */
import { NO_VALUES } from "./prepared_connection.ts";
import type { Connection, SqlValue, Statement } from "./types.ts";

/**
 * A deferred constraint is checked at the COMMIT, where nobody can tell whose it was; `ON CONFLICT ROLLBACK` and
 * `RAISE(ROLLBACK)` end the whole transaction. Where the schema speaks of either, each transaction has its own COMMIT, so
 * that nobody's save is lost for another's mistake.
 */
export class SharingRule {
  readonly #version: Statement;
  readonly #defers: Statement;
  readonly #speaksOfIt: Statement;
  #seen: SqlValue | undefined = undefined;
  #schemaAllows = false;

  constructor(connection: Connection) {
    this.#version = connection.prepare("PRAGMA schema_version");
    // Set by a handler for its own transaction; SQLite puts it back at the COMMIT.
    this.#defers = connection.prepare("PRAGMA defer_foreign_keys");
    this.#speaksOfIt = connection.prepare(
      "SELECT 1 FROM sqlite_schema WHERE sql LIKE '%deferred%' OR sql LIKE '%rollback%' LIMIT 1",
    );
  }

  /** Asked within the transaction, whose own changes of the schema count. */
  allows(): boolean {
    const version = this.#version.get(NO_VALUES)?.[0];
    if (version !== this.#seen) {
      this.#seen = version;
      this.#schemaAllows = this.#speaksOfIt.get(NO_VALUES) === undefined;
    }
    return this.#schemaAllows && this.#defers.get(NO_VALUES)?.[0] === 0;
  }
}
