/**
 * The process that `migration_kill_test.ts` kills: it migrates the database and ends itself, as `kill -9` would, right
 * before it would run the statement of a number.
 *
 * Arguments: the file of the database, the folder of the migrations, the number (from 1).
 */
import { migrateWithBackup, nodeSqlite, openConnection, readSqlFiles } from "@rally/rally/db";
import type { Connection, Driver } from "@rally/rally/db";

const [path, folder, number] = Deno.args;
let left = Number(number);

function dieIfDue(): void {
  if (--left === 0) Deno.kill(Deno.pid, "SIGKILL");
}

/** Statements that change nothing are not counted: to die before one of them is to die before the next. */
function counting(connection: Connection): Connection {
  return {
    get inTransaction() {
      return connection.inTransaction;
    },
    prepare(sql) {
      const statement = connection.prepare(sql);
      if (!/^(BEGIN|COMMIT|INSERT|ROLLBACK)/.test(sql)) return statement;
      return {
        ...statement,
        all: (values) => statement.all(values),
        get: (values) => statement.get(values),
        columns: () => statement.columns(),
        run(values) {
          dieIfDue();
          return statement.run(values);
        },
      };
    },
    exec(sql) {
      if (!sql.startsWith("PRAGMA")) dieIfDue();
      connection.exec(sql);
    },
    close: () => connection.close(),
  };
}

const driver: Driver = { name: "counting", open: (file, options) => counting(nodeSqlite.open(file, options)) };
const connection = openConnection(path, { driver });
await migrateWithBackup(connection, readSqlFiles(folder), { path });
connection.close();
