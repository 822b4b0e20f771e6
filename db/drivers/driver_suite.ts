/**
 * The contract of a {@linkcode Driver} as tests: `node_sqlite_test.ts` runs them for the default driver, and whoever
 * writes another driver runs them for that one.
 *
 * @module
 */
import { deepStrictEqual, ok, strictEqual, throws } from "node:assert";
import { ConstraintViolation, DatabaseBusy, DatabaseCorrupt, DatabaseFull, mapSqliteError } from "../errors.ts";
import type { Connection, Driver, SqlValue } from "../types.ts";

/** What a driver may lack. */
export interface DriverTraits {
  /** Whether it knows the table and column of a result column. */
  readonly hasOrigins: boolean;
  /** Whether it can protect the schema table from statements. */
  readonly isDefensive: boolean;
}

/** Registers the tests of one driver. */
export function testDriver(driver: Driver, traits: DriverTraits): void {
  testReading(driver, traits);
  testBinding(driver);
  testConnections(driver, traits);
  testErrors(driver);
}

function testReading(driver: Driver, { hasOrigins }: DriverTraits): void {
  test(driver, "gives rows as arrays in column order", (connection) => {
    const rows = connection.prepare("SELECT 1 AS a, 'x' AS a, NULL, 0.5, x'00ff' UNION ALL SELECT 2, '', 1, 1e3, x''");
    const expected = [[1, "x", null, 0.5, new Uint8Array([0, 255])], [2, "", 1, 1000, new Uint8Array()]];
    deepStrictEqual(rows.all([]), expected);
    deepStrictEqual(rows.get([]), expected[0]);
  });

  test(driver, "gives no row as undefined and no rows as an empty list", (connection) => {
    const none = connection.prepare("SELECT 1 WHERE ?1 = 1");
    strictEqual(none.get([2n]), undefined);
    deepStrictEqual(none.all([2n]), []);
    deepStrictEqual(none.get([1n]), [1]);
  });

  test(driver, "gives integers as numbers while they are safe and as bigints beyond", (connection) => {
    const safe = BigInt(Number.MAX_SAFE_INTEGER);
    const echo = connection.prepare("SELECT ?1, 1");
    const lists: [bigint, number | bigint][] = [
      [safe, Number.MAX_SAFE_INTEGER],
      [-safe, -Number.MAX_SAFE_INTEGER],
      [safe + 1n, safe + 1n],
      [-safe - 2n, -safe - 2n],
      [2n ** 63n - 1n, 2n ** 63n - 1n],
      [-(2n ** 63n), -(2n ** 63n)],
      [5n, 5],
    ];
    for (const [bound, expected] of lists) {
      deepStrictEqual(echo.get([bound]), [expected, 1]);
      deepStrictEqual(echo.all([bound]), [[expected, 1]]);
    }
  });

  test(driver, "runs a writing statement once when it returns an unsafe integer", (connection) => {
    connection.exec("CREATE TABLE t (a INTEGER)");
    const insert = connection.prepare("WITH v AS (SELECT ?1 AS a) INSERT INTO t SELECT a FROM v RETURNING a");
    const unsafe = 2n ** 60n + 1n;
    deepStrictEqual(insert.get([unsafe]), [unsafe]);
    deepStrictEqual(insert.all([7n]), [[7]]);
    deepStrictEqual(connection.prepare("SELECT a FROM t").all([]), [[unsafe], [7]]);
  });

  test(driver, "tells changes and the last rowid exactly", (connection) => {
    connection.exec("CREATE TABLE t (id INTEGER PRIMARY KEY, a)");
    const insert = connection.prepare("INSERT INTO t VALUES (?1, ?2)");
    deepStrictEqual(insert.run([7n, null]), { changes: 1, lastInsertRowid: 7 });
    const unsafe = 2n ** 53n + 1n;
    deepStrictEqual(insert.run([unsafe, null]), { changes: 1, lastInsertRowid: unsafe });
    strictEqual(connection.prepare("UPDATE t SET a = 1").run([]).changes, 2);
    strictEqual(connection.prepare("DELETE FROM t WHERE a = 2").run([]).changes, 0);
  });

  test(driver, "names the table and column that a result column comes from", (connection) => {
    connection.exec("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL); CREATE VIEW v AS SELECT a AS b FROM t");
    const nothing = { table: null, column: null, declaredType: null };
    deepStrictEqual(connection.prepare("SELECT b AS c, count(*), t.id FROM v, t").columns(), [
      { name: "c", ...hasOrigins ? { table: "t", column: "a", declaredType: "TEXT" } : nothing },
      { name: "count(*)", ...nothing },
      { name: "id", ...hasOrigins ? { table: "t", column: "id", declaredType: "INTEGER" } : nothing },
    ]);
    deepStrictEqual(connection.prepare("DELETE FROM t").columns(), []);
  });
}

function testBinding(driver: Driver): void {
  test(driver, "binds a bigint as INTEGER and a number as REAL", (connection) => {
    const types = connection.prepare("SELECT typeof(?1), typeof(?2), ?1 / 2, ?2 / 2");
    deepStrictEqual(types.get([5n, 5]), ["integer", "real", 2, 2.5]);
  });

  test(driver, "binds a whole number as REAL wherever it stands", (connection) => {
    connection.exec("CREATE TABLE t (a REAL, b TEXT); INSERT INTO t VALUES (4, '4.0')");
    deepStrictEqual(connection.prepare("SELECT typeof(?), ?, typeof(?), '?', ?1").get([4, 5n, 1e300]), [
      "real",
      5,
      "real",
      "?",
      4,
    ]);
    // A parameter has no affinity: it takes that of the column.
    deepStrictEqual(connection.prepare("SELECT a = ?1, b = ?1 FROM t WHERE a IN (?1) LIMIT ?2").get([4, 1n]), [1, 1]);
    deepStrictEqual(connection.prepare("SELECT ?1, ?2").get([2 ** 63, -(2 ** 70)]), [2 ** 63, -(2 ** 70)]);
  });

  test(driver, "stores and gives back every kind of value", (connection) => {
    const echo = connection.prepare("SELECT ?");
    const values: SqlValue[] = [
      null,
      -0.5,
      1e300,
      Infinity,
      "",
      "Montréal 🏒",
      new Uint8Array([1, 2]),
      new Uint8Array(),
    ];
    for (const value of values) deepStrictEqual(echo.get([value]), [value]);
  });

  test(driver, "binds by position, a numbered parameter to all its places", (connection) => {
    deepStrictEqual(connection.prepare("SELECT ?2, ?1, ?2").get([1n, 2n]), [2, 1, 2]);
    deepStrictEqual(connection.prepare("SELECT '?', \"a\", ? /* ? */ FROM (SELECT 1 AS a) -- ?").get([3n]), [
      "?",
      1,
      3,
    ]);
  });

  test(driver, "refuses what cannot be stored and read back, naming the parameter", (connection) => {
    connection.exec("CREATE TABLE t (a, b)");
    const insert = connection.prepare("INSERT INTO t VALUES (?, ?)");
    const bad: unknown[] = [undefined, NaN, true, new Date(0), new ArrayBuffer(1), new Uint16Array(1), [], {}, () => 1];
    bad.push("a\0b", "\ud800", 2n ** 63n, Symbol("s"));
    for (const value of bad) {
      const second = [1n, value] as SqlValue[];
      throws(() => insert.run(second), (error) => error instanceof TypeError && /parameter 2: got/.test(error.message));
      throws(() => insert.all([value, 1n] as SqlValue[]), /parameter 1: got .*\nhint: /);
      throws(() => insert.get([value, 1n] as SqlValue[]), /parameter 1: got/);
    }
    deepStrictEqual(connection.prepare("SELECT count(*) FROM t").get([]), [0]);
  });

  test(driver, "stores what was bound as it stores what it has looked at", (connection) => {
    connection.exec("CREATE TABLE t (a, b, c, d, e)");
    const insert = connection.prepare("INSERT INTO t VALUES (?1, ?2, ?3, ?4, ?5) RETURNING *", { isBound: true });
    const whole: SqlValue[] = [5n, 5, "Montréal 🏒", new Uint8Array([0, 1]), null];
    deepStrictEqual(insert.get(whole), [5, 5, "Montréal 🏒", new Uint8Array([0, 1]), null]);
    deepStrictEqual(insert.all([2n ** 62n, 0.5, "", null, -1n]), [[2n ** 62n, 0.5, "", null, -1]]);
    deepStrictEqual(connection.prepare("SELECT typeof(a), typeof(b) FROM t").all([]), [
      ["integer", "real"],
      ["integer", "real"],
    ]);
  });

  test(driver, "refuses a wrong number of values", (connection) => {
    const echo = connection.prepare("SELECT ?, ?");
    throws(() => echo.all([1n]), { name: "TypeError", message: /got 1, expected 2/ });
    throws(() => echo.get([1n, 2n, 3n]), { name: "TypeError", message: /got 3, expected 2/ });
    deepStrictEqual(echo.get([1n, 2n]), [1, 2]);
  });

  test(driver, "refuses to run named parameters", (connection) => {
    throws(() => connection.prepare("SELECT :id").get([1n]), {
      name: "TypeError",
      message: /":id", expected positions/,
    });
  });
}

function testConnections(driver: Driver, { isDefensive }: DriverTraits): void {
  test(driver, "refuses no statement and several", (connection) => {
    throws(() => connection.prepare(" -- nothing\n;"), /got no statement/);
    throws(() => connection.prepare("SELECT 1; SELECT 2"), /got several statements/);
    deepStrictEqual(connection.prepare("SELECT 1; -- the end").get([]), [1]);
    connection.exec("CREATE TABLE t (a)");
    connection.prepare("CREATE TRIGGER g AFTER INSERT ON t BEGIN DELETE FROM t; SELECT 1; END;").run([]);
  });

  test(driver, "tells whether a transaction is open, also when SQLite ended it", (connection) => {
    connection.exec("CREATE TABLE t (a UNIQUE ON CONFLICT ROLLBACK)");
    strictEqual(connection.inTransaction, false);
    connection.exec("BEGIN; INSERT INTO t VALUES (1)");
    strictEqual(connection.inTransaction, true);
    throws(() => connection.prepare("INSERT INTO t VALUES (1)").run([]), /UNIQUE constraint failed: t\.a/);
    strictEqual(connection.inTransaction, false);
  });

  test(driver, "leaves nothing open behind a read of a first row", (connection) => {
    connection.exec("CREATE TABLE t (a); INSERT INTO t VALUES (1), (9007199254740993), (3)");
    deepStrictEqual(connection.prepare("SELECT a FROM t").get([]), [1]);
    strictEqual(connection.prepare("SELECT a FROM t").all([]).length, 3);
    connection.exec("DROP TABLE t");
  });

  if (isDefensive) {
    test(driver, "protects the schema table", (connection) => {
      connection.exec("CREATE TABLE t (a); PRAGMA writable_schema = ON");
      throws(() => connection.prepare("UPDATE sqlite_schema SET sql = 'x'").run([]), /may not be modified/);
    });
  }

  Deno.test(`${driver.name} opens a file read-only, and closes twice`, () => {
    const folder = Deno.makeTempDirSync();
    const writer = driver.open(`${folder}/a.db`, { readOnly: false });
    writer.exec("CREATE TABLE t (a)");
    const reader = driver.open(`${folder}/a.db`, { readOnly: true });
    throws(() => reader.prepare("INSERT INTO t VALUES (1)").run([]), /readonly/);
    for (const connection of [reader, writer, reader, writer]) connection.close();
    throws(() => writer.prepare("SELECT 1"));
    strictEqual(writer.inTransaction, false);
    Deno.removeSync(folder, { recursive: true });
  });
}

function testErrors(driver: Driver): void {
  Deno.test(`${driver.name} tells that another connection has the lock, and that a file is none of SQLite's`, () => {
    const folder = Deno.makeTempDirSync();
    const [first, second] = [1, 2].map(() => driver.open(`${folder}/a.db`, { readOnly: false }));
    first.exec("BEGIN IMMEDIATE");
    ok(mapped(() => second.prepare("BEGIN IMMEDIATE").run([])) instanceof DatabaseBusy);
    first.close();
    second.close();
    Deno.writeTextFileSync(`${folder}/b.db`, "no database at all ".repeat(1_000));
    const other = driver.open(`${folder}/b.db`, { readOnly: false });
    ok(mapped(() => other.prepare("SELECT * FROM sqlite_schema").all([])) instanceof DatabaseCorrupt);
    other.close();
    Deno.removeSync(folder, { recursive: true });
  });

  test(driver, "tells which rule was broken", (connection) => {
    connection.exec("PRAGMA foreign_keys = ON; CREATE TABLE t (a UNIQUE, b NOT NULL, CONSTRAINT some CHECK (b > 0))");
    connection.exec("CREATE TABLE u (a REFERENCES t (a)); INSERT INTO t VALUES (1, 1)");
    const broken: [string, string, readonly string[]][] = [
      ["INSERT INTO t VALUES (1, 2)", "unique", ["a"]],
      ["INSERT INTO t VALUES (2, NULL)", "not_null", ["b"]],
      ["INSERT INTO t VALUES (2, 0)", "check", []],
      ["INSERT INTO u VALUES (3)", "foreign_key", []],
    ];
    for (const [sql, kind, columns] of broken) {
      for (const run of [() => connection.prepare(sql).run([]), () => connection.exec(sql)]) {
        const error = mapped(run);
        ok(error instanceof ConstraintViolation, String(error));
        deepStrictEqual([error.kind, error.columns], [kind, columns]);
      }
    }
  });

  test(driver, "tells that there is no room", (connection) => {
    connection.exec("CREATE TABLE t (a); PRAGMA max_page_count = 3");
    ok(mapped(() => connection.prepare("INSERT INTO t VALUES (zeroblob(20000))").run([])) instanceof DatabaseFull);
  });
}

function mapped(work: () => void): unknown {
  try {
    work();
  } catch (error) {
    return mapSqliteError(error, "It");
  }
  throw new Error("Expected an error");
}

function test(driver: Driver, behaviour: string, check: (connection: Connection) => void): void {
  Deno.test(`${driver.name} ${behaviour}`, () => {
    const connection = driver.open(":memory:", { readOnly: false });
    try {
      check(connection);
    } finally {
      connection.close();
    }
  });
}
