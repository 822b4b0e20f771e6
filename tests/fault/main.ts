/**
 * The server that the kill tests run, in a process of its own: `main.ts DATABASE [ROWS]`. With a number it kills itself
 * as soon as it has committed so many new rows, before anybody is answered.
 */
import { kill, pid } from "node:process";
import { type Connection, type Driver, nodeSqlite, type Statement } from "@rally/rally/db";
import { listen } from "../../runtime/server/listen.ts";
import { startSaves } from "../http/saves_app.tsx";

/** Dies in the step of the COMMIT that completes the given number of rows. */
function dyingDriver(rows: number): Driver {
  let written = 0;

  function afterRun(sql: string, statement: Statement): Statement {
    const isCommit = /^\s*(?:COMMIT|END)\b/i.test(sql);
    if (!isCommit && !/INSERT INTO saves\b/.test(sql)) return statement;
    const done = () => {
      if (!isCommit) written++;
      else if (written >= rows) kill(pid, "SIGKILL");
    };
    return {
      all: (values) => after(statement.all(values), done),
      get: (values) => after(statement.get(values), done),
      run: (values) => after(statement.run(values), done),
      columns: () => statement.columns(),
    };
  }

  return {
    name: nodeSqlite.name,
    open(path, options) {
      const connection = nodeSqlite.open(path, options);
      const dying: Connection = {
        prepare: (sql) => afterRun(sql, connection.prepare(sql)),
        exec: (sql) => connection.exec(sql),
        get inTransaction() {
          return connection.inTransaction;
        },
        close: () => connection.close(),
      };
      return dying;
    },
  };
}

function after<T>(value: T, done: () => void): T {
  done();
  return value;
}

const [path = "", rows] = Deno.args;
const unlimited = { burst: 1_000_000, perSecond: 1_000_000 };
const server = startSaves({
  path,
  ...(rows === undefined ? {} : { driver: dyingDriver(Number(rows)) }),
  limits: { socket: unlimited, address: unlimited, session: unlimited },
});
console.log((await listen(server, { port: 0 })).url);
