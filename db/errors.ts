/**
 * The errors an app can act on. `mapSqliteError` turns what a driver throws into them; every query goes through it.
 *
 * @module
 */

/** Another process (or the pool's last free reader) kept the database for longer than the wait allows. */
export class DatabaseBusy extends Error {
  /** The class\'s name. */
  override readonly name = "DatabaseBusy";
}

/** A handler kept the writer over something that was not the database; its transaction was rolled back. */
export class WriterTimeout extends Error {
  /** The class\'s name. */
  override readonly name = "WriterTimeout";
}

/** A transaction was used after its end, or SQLite ended it by itself: nothing of it was saved. */
export class TransactionEnded extends Error {
  /** The class\'s name. */
  override readonly name = "TransactionEnded";
}

/** There is no room left on the disk. */
export class DatabaseFull extends Error {
  /** The class\'s name. */
  override readonly name = "DatabaseFull";
}

/** The file is damaged, or not a database. */
export class DatabaseCorrupt extends Error {
  /** The class\'s name. */
  override readonly name = "DatabaseCorrupt";
}

/** Something stopped the statement while it ran. */
export class DatabaseInterrupted extends Error {
  /** The class\'s name. */
  override readonly name = "DatabaseInterrupted";
}

/** A query that is declared `-- slow` ran longer than it may. It is given up, and its thread is when it has ended. */
export class ReadTimeout extends Error {
  /** The class\'s name. */
  override readonly name = "ReadTimeout";
}

/** Which rule of the schema was broken. `other` are rules of triggers, virtual tables and functions. */
export type ConstraintKind = "unique" | "primary_key" | "not_null" | "foreign_key" | "check" | "datatype" | "other";

/** What of a constraint SQLite tells. */
export interface Constraint {
  /** Which rule. */
  readonly kind: ConstraintKind;
  /** The table, when SQLite names it: not for `foreign_key` and `check`. */
  readonly table: string | null;
  /** The columns, without the table. */
  readonly columns: readonly string[];
  /** The name of a check or of an index over expressions, or the check's own text. */
  readonly constraint: string | null;
}

/** A row would have broken a rule of the schema; the statement did nothing. */
export class ConstraintViolation extends Error implements Constraint {
  /** The class\'s name. */
  override readonly name = "ConstraintViolation";
  /** Which rule. */
  readonly kind: ConstraintKind;
  /** The table, when SQLite names it: not for `foreign_key` and `check`. */
  readonly table: string | null;
  /** The columns, without the table. */
  readonly columns: readonly string[];
  /** The name of a check or of an index over expressions, or the check's own text. */
  readonly constraint: string | null;

  /** Made from the driver's error by the database alone. */
  constructor(message: string, found: Constraint, options: ErrorOptions) {
    super(message, options);
    this.kind = found.kind;
    this.table = found.table;
    this.columns = found.columns;
    this.constraint = found.constraint;
  }
}

/**
 * The typed error for an error of SQLite, the driver's error as its `cause`; any other error comes back as it is.
 *
 * @param error What the driver has thrown.
 * @param what What failed, as the message begins, e.g. `Query "saveGame"`.
 */
export function mapSqliteError(error: unknown, what: string): unknown {
  if (!(error instanceof Error)) return error;
  const code = sqliteCode(error);
  if (code === null) return error;
  const cause = { cause: error };
  switch (code & 0xff) {
    case BUSY:
      return new DatabaseBusy(`${what} failed: the database is locked\nhint: another process writes to it`, cause);
    case CONSTRAINT:
      return new ConstraintViolation(
        `${what} failed: ${error.message}\nhint: where people can cause this, catch ConstraintViolation and say what is wrong`,
        readConstraint(code, error.message),
        cause,
      );
    case FULL:
      return new DatabaseFull(
        `${what} failed: the disk is full\nhint: free space; deleting rows needs space too`,
        cause,
      );
    case INTERRUPT:
      return new DatabaseInterrupted(
        `${what} failed: it was interrupted\nhint: nothing of it is saved: run it again`,
        cause,
      );
    case CORRUPT:
    case NOT_A_DATABASE:
      return new DatabaseCorrupt(`${what} failed: ${error.message}\nhint: restore the file from a backup`, cause);
    default:
      return error;
  }
}

/** Whether a driver's error says that another connection holds the lock. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && ((sqliteCode(error) ?? 0) & 0xff) === BUSY;
}

// https://sqlite.org/rescode.html: the low byte is the primary code.
const BUSY = 5;
const INTERRUPT = 9;
const CORRUPT = 11;
const FULL = 13;
const CONSTRAINT = 19;
const NOT_A_DATABASE = 26;

const CONSTRAINT_KINDS: Readonly<Record<number, ConstraintKind>> = {
  275: "check",
  787: "foreign_key",
  1299: "not_null",
  1555: "primary_key",
  2067: "unique",
  2579: "primary_key", // a rowid that exists
  3091: "datatype",
};

// `exec` of node:sqlite throws without the code: only the text is left.
const CODES_BY_TEXT: readonly (readonly [RegExp, number])[] = [
  [/^database is locked/, BUSY],
  [/^interrupted/, INTERRUPT],
  [/^UNIQUE constraint failed/, 2067],
  [/^NOT NULL constraint failed/, 1299],
  [/^CHECK constraint failed/, 275],
  [/^FOREIGN KEY constraint failed/, 787],
  [/^cannot store \w+ value in \w+ column/, 3091],
  [/^database or disk is full/, FULL],
  [/^database disk image is malformed/, CORRUPT],
  [/^file is not a database/, NOT_A_DATABASE],
];

function sqliteCode(error: Error): number | null {
  if ("errcode" in error && typeof error.errcode === "number") return error.errcode;
  if (!("code" in error)) return null;
  if (typeof error.code === "number") return error.code;
  if (error.code !== "ERR_SQLITE_ERROR") return null;
  return CODES_BY_TEXT.find(([text]) => text.test(error.message))?.[1] ?? null;
}

function readConstraint(code: number, message: string): Constraint {
  const kind = CONSTRAINT_KINDS[code] ?? "other";
  const rest = kind === "datatype"
    ? message.slice(message.lastIndexOf(" ") + 1)
    : message.split(": ").slice(1).join(": ");
  switch (kind) {
    case "unique":
    case "primary_key":
    case "not_null":
    case "datatype": {
      const index = /^index '(.*)'$/.exec(rest);
      if (index !== null) return { kind, table: null, columns: [], constraint: index[1] };
      const names = rest.split(", ").map((name) => name.split("."));
      return { kind, table: names[0][0], columns: names.map((name) => name.slice(1).join(".")), constraint: null };
    }
    case "check":
      return { kind, table: null, columns: [], constraint: rest };
    case "foreign_key":
    case "other":
      return { kind, table: null, columns: [], constraint: null };
    default:
      return kind satisfies never;
  }
}
