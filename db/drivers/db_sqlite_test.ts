import { deepStrictEqual, rejects } from "node:assert";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { ConstraintViolation } from "../errors.ts";
import { openDatabase } from "../open.ts";
import type { SqlValue } from "../types.ts";
import { dbSqlite, type DbSqliteDatabase, type DbSqliteStatement } from "./db_sqlite.ts";
import { testDriver } from "./driver_suite.ts";

const traits = { hasOrigins: false, isDefensive: false };

/** What `@db/sqlite` binds; its signatures are copied from its version 0.13. */
type BindValue =
  | (number | string | symbol | bigint | boolean | null | undefined | Date | Uint8Array)
  | BindValue[]
  | { [key: string]: BindValue };
type BindParameters = BindValue[] | Record<string, BindValue>;
type RestBindParameters = BindValue[] | [BindParameters];

/** As `@db/sqlite` behaves, traps included, over the SQLite that is there. */
class FakeDatabase implements DbSqliteDatabase {
  readonly #database: DatabaseSync;
  readonly #options: FakeOptions;

  constructor(path: string | URL, options: FakeOptions = {}) {
    this.#options = options;
    this.#database = new DatabaseSync(path, { readOnly: options.readonly ?? false });
  }

  get inTransaction(): boolean {
    return this.#database.isTransaction;
  }

  get lastInsertRowId(): number {
    const statement = this.#database.prepare("SELECT last_insert_rowid() AS id");
    statement.setReadBigInts(true);
    return Number(statement.get()?.id);
  }

  prepare(sql: string): FakeStatement {
    return untagged(() => new FakeStatement(this.#database.prepare(sql), this.#options));
  }

  exec(sql: string, ..._params: RestBindParameters): number {
    untagged(() => this.#database.exec(sql));
    return 0;
  }

  close(): void {
    this.#database.close();
  }
}

interface FakeOptions {
  readonly?: boolean;
  create?: boolean;
  int64?: boolean;
  parseJson?: boolean;
}

class FakeStatement implements DbSqliteStatement {
  readonly #statement: StatementSync & { setReturnArrays?(enabled: boolean): void };
  readonly #options: FakeOptions;

  constructor(statement: StatementSync, options: FakeOptions) {
    this.#statement = statement;
    this.#options = options;
    this.#statement.setReturnArrays?.(true);
    this.#statement.setReadBigInts(true);
  }

  values<T extends unknown[] = unknown[]>(...args: RestBindParameters): T[] {
    const rows = untagged(() => this.#statement.all(...bound(args))) as unknown as SqlValue[][];
    return rows.map((row) => this.#read(row)) as T[];
  }

  value<T extends unknown[]>(...args: RestBindParameters): T | undefined {
    const row = untagged(() => this.#statement.get(...bound(args))) as unknown as SqlValue[] | undefined;
    return row && this.#read(row) as T;
  }

  run(...args: RestBindParameters): number {
    return Number(untagged(() => this.#statement.run(...bound(args))).changes);
  }

  columnNames(): string[] {
    return this.#statement.columns().map(({ name }) => name ?? "");
  }

  #read(row: SqlValue[]): unknown[] {
    return row.map((value) => {
      if (typeof value !== "bigint") return value;
      if (!this.#options.int64) return Number(BigInt.asIntN(32, value));
      return Number.isSafeInteger(Number(value)) ? Number(value) : value;
    });
  }
}

/** Whole numbers are bound as INTEGER; beyond 64 bits they are cut. */
function bound(args: RestBindParameters): SqlValue[] {
  return (args as SqlValue[]).map((value) =>
    Number.isInteger(value) ? BigInt.asIntN(64, BigInt(value as number)) : value
  );
}

/** Errors have a text and nothing else. */
function untagged<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof Error ? new Error(error.message) : error;
  }
}

const fake = dbSqlite(FakeDatabase);
testDriver({ ...fake, name: "@db/sqlite (a stand-in)" }, traits);

Deno.test("dbSqlite opens the database of an app", async () => {
  const folder = Deno.makeTempDirSync();
  const database = openDatabase(`${folder}/app.db`, { driver: fake });
  database.writer.exec("CREATE TABLE t (n REAL UNIQUE)");
  const insert = { name: "insert", sql: "INSERT INTO t VALUES (?1)", row: () => undefined as never };
  const half = { name: "half", sql: "SELECT n / 2 FROM t", slow: true, row: ([n]: readonly SqlValue[]) => Number(n) };
  await database.write((db) => db.run(insert, [5]));
  await rejects(database.write((db) => db.run(insert, [5])), (error) => error instanceof ConstraintViolation);
  deepStrictEqual(await database.read((db) => db.all(half, [])), [2.5]);
  database.close();
  Deno.removeSync(folder, { recursive: true });
});

// No fixed import: the package comes from a registry that a machine need not reach, with a library to load.
const specifier = "jsr:@db/sqlite@0.13";
try {
  const { Database } = await import(specifier);
  testDriver(dbSqlite(Database), traits);
} catch (error) {
  const [reason] = (error instanceof Error ? error.message : String(error)).split("\n");
  console.log(`@db/sqlite cannot be had, so its own class is not tested: ${reason}`);
}
