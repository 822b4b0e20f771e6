/**
 * A connection with the statements that were prepared on it. A statement belongs to one connection, a {@linkcode Query}
 * to all: the cache is keyed by the query object itself, which costs no hashing of SQL text.
 *
 * @module
 */
import { scanSql, TRANSACTION_WORDS } from "./sql_text.ts";
import type { Connection, Query, SqlItems, SqlValue, SqlValues, Statement } from "./types.ts";

/** What a statement without parameters is given. */
export const NO_VALUES: readonly SqlValue[] = [];

interface PreparedQuery {
  readonly statement: Statement;
  readonly mayWrite: boolean;
}

/** A connection, its transaction statements and its queries. */
export class PreparedConnection {
  readonly connection: Connection;
  readonly begin: Statement;
  readonly commit: Statement;
  readonly rollback: Statement;
  /** Whether a statement that may change data was asked for since its transaction began; set back by the transaction. */
  wrote = false;
  readonly #given = new WeakMap<Query<unknown>, PreparedQuery>();
  readonly #bound = new WeakMap<Query<unknown>, PreparedQuery>();

  constructor(connection: Connection, begin: "BEGIN" | "BEGIN IMMEDIATE") {
    this.connection = connection;
    this.begin = connection.prepare(begin);
    this.commit = connection.prepare("COMMIT");
    this.rollback = connection.prepare("ROLLBACK");
  }

  /** The query's statement on this connection, for values of this kind. */
  statement(query: Query<unknown>, values: SqlValues | SqlItems): Statement {
    const isBound = typeof values === "function";
    const known = isBound ? this.#bound : this.#given;
    const { statement, mayWrite } = known.get(query) ?? this.#prepare(query, isBound);
    if (mayWrite) this.wrote = true;
    return statement;
  }

  #prepare(query: Query<unknown>, isBound: boolean): PreparedQuery {
    const { first, mayWrite } = scanSql(query.sql);
    // It would end or split the transaction behind the back of the code that answers for it.
    if (TRANSACTION_WORDS.has(first)) {
      throw new TypeError(
        `Query "${query.name}" failed: got the statement ${first.toUpperCase()}, expected a query\n` +
          "hint: a handler is one transaction: a return commits it, a throw rolls it back",
      );
    }
    const prepared = { statement: this.connection.prepare(query.sql, { isBound }), mayWrite };
    (isBound ? this.#bound : this.#given).set(query, prepared);
    return prepared;
  }
}
