import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { nodeSqlite } from "./drivers/node_sqlite.ts";
import {
  type Constraint,
  ConstraintViolation,
  DatabaseBusy,
  DatabaseCorrupt,
  DatabaseFull,
  DatabaseInterrupted,
  mapSqliteError,
} from "./errors.ts";

const SCHEMA = `
  CREATE TABLE t (
    id INTEGER PRIMARY KEY, a TEXT NOT NULL, b INTEGER UNIQUE, CHECK (b <> 5), CONSTRAINT not_six CHECK (b <> 6)
  );
  CREATE TABLE child (parent INTEGER REFERENCES t (id));
  CREATE TABLE pair (a, b, PRIMARY KEY (a, b)) WITHOUT ROWID;
  CREATE TABLE typed (n INTEGER) STRICT;
  CREATE UNIQUE INDEX lower_a ON t (lower(a));
  CREATE TRIGGER guard BEFORE DELETE ON t BEGIN SELECT RAISE(ABORT, 'keep it'); END;
  INSERT INTO t VALUES (1, 'x', 1);
  INSERT INTO pair VALUES (1, 1);
`;

const CASES: readonly (readonly [string, Constraint])[] = [
  ["INSERT INTO t VALUES (2, 'y', 1)", { kind: "unique", table: "t", columns: ["b"], constraint: null }],
  ["INSERT INTO t VALUES (1, 'y', 2)", { kind: "primary_key", table: "t", columns: ["id"], constraint: null }],
  ["INSERT INTO pair VALUES (1, 1)", { kind: "primary_key", table: "pair", columns: ["a", "b"], constraint: null }],
  ["INSERT INTO t VALUES (2, NULL, 2)", { kind: "not_null", table: "t", columns: ["a"], constraint: null }],
  ["INSERT INTO t VALUES (2, 'y', 5)", { kind: "check", table: null, columns: [], constraint: "b <> 5" }],
  ["INSERT INTO t VALUES (2, 'y', 6)", { kind: "check", table: null, columns: [], constraint: "not_six" }],
  ["INSERT INTO child VALUES (9)", { kind: "foreign_key", table: null, columns: [], constraint: null }],
  ["INSERT INTO t VALUES (2, 'X', 2)", { kind: "unique", table: null, columns: [], constraint: "lower_a" }],
  ["INSERT INTO typed VALUES ('x')", { kind: "datatype", table: "typed", columns: ["n"], constraint: null }],
  ["DELETE FROM t", { kind: "other", table: null, columns: [], constraint: null }],
];

Deno.test("mapSqliteError tells which constraint a statement broke", () => {
  const connection = nodeSqlite.open(":memory:", { readOnly: false });
  connection.exec("PRAGMA foreign_keys = ON");
  connection.exec(SCHEMA);
  for (const [sql, expected] of CASES) {
    const error = mapped(() => connection.prepare(sql).run([]));
    ok(error instanceof ConstraintViolation, sql);
    const { kind, table, columns, constraint } = error;
    deepStrictEqual({ kind, table, columns, constraint }, expected, sql);
    match(error.message, /^Query "save" failed: .*\nhint: .* catch ConstraintViolation/);
    ok(error.cause instanceof Error);
    // `exec` tells no code: what its text says must be the same, except where the text is the app's own.
    const fromExec = mapped(() => connection.exec(sql));
    if (expected.kind === "other") continue;
    ok(fromExec instanceof ConstraintViolation, sql);
    strictEqual(fromExec.table, expected.table);
    deepStrictEqual(fromExec.columns, expected.columns);
  }
  connection.close();
});

Deno.test("mapSqliteError tells a full disk and a damaged file", () => {
  const path = Deno.makeTempFileSync();
  const connection = nodeSqlite.open(path, { readOnly: false });
  connection.exec("CREATE TABLE t (a); PRAGMA max_page_count = 3");
  const fill = connection.prepare("INSERT INTO t VALUES (zeroblob(20000))");
  ok(mapped(() => fill.run([])) instanceof DatabaseFull);
  connection.close();
  Deno.writeTextFileSync(path, "no database at all, but long enough to be read as one ".repeat(100));
  const broken = nodeSqlite.open(path, { readOnly: false });
  ok(mapped(() => broken.prepare("SELECT * FROM sqlite_schema").all([])) instanceof DatabaseCorrupt);
  broken.close();
  Deno.removeSync(path);
});

Deno.test("mapSqliteError tells an interrupted statement, by its code and by its text", () => {
  for (const told of [{ errcode: 9 }, {}]) {
    const error = Object.assign(new Error("interrupted"), { code: "ERR_SQLITE_ERROR", ...told });
    ok(mapSqliteError(error, "Query") instanceof DatabaseInterrupted);
  }
});

Deno.test("mapSqliteError tells every kind of busy", () => {
  // A lock, the recovery of another process, a snapshot that is too old to write.
  for (const errcode of [5, 261, 517]) {
    const error = Object.assign(new Error("database is locked"), { code: "ERR_SQLITE_ERROR", errcode });
    ok(mapSqliteError(error, "Query") instanceof DatabaseBusy, String(errcode));
  }
});

Deno.test("mapSqliteError leaves every other error as it is", () => {
  const connection = nodeSqlite.open(":memory:", { readOnly: false });
  const other = thrown(() => connection.prepare("SELECT * FROM missing"));
  strictEqual(mapSqliteError(other, "Query"), other);
  const alike = new Error("database is locked");
  strictEqual(mapSqliteError(alike, "Query"), alike);
  strictEqual(mapSqliteError("text", "Query"), "text");
  connection.close();
});

function mapped(work: () => void): unknown {
  return mapSqliteError(thrown(work), 'Query "save"');
}

function thrown(work: () => void): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error("Expected an error");
}
