/**
 * `rally sql`: what is proven of a query and how it runs, and what could be better in all of them.
 *
 * @module
 */
import { inspectSql } from "../codegen/sql/inspect.ts";
import { sqlSources } from "../codegen/sql/mod.ts";
import { checkAppFolder } from "./app/app_folder.ts";
import { createAppReader } from "./app/app_files.ts";
import { problemsFailure } from "./app/problems.ts";
import { appSettings } from "./app/settings.ts";
import { type Command, defineCommand } from "./core/command.ts";
import { usage } from "./core/command_error.ts";
import { checkSql } from "./sql/check_sql.ts";
import { explain } from "./sql/explain_named.ts";

/** The command. */
export const sql: Command = defineCommand({
  name: "sql",
  operands: ["explain|check", "NAME"],
  options: {},
  about: `Look at the queries of an app.

  explain NAME   a query's rows, parameters and columns, with the reason for each
                 type, what it reads and writes, and SQLite's plan for it
  check          what could be better: a foreign key without an index, a large
                 table that is read through for a few rows, SELECT *, a query that
                 no file imports. Fails when there is anything`,
  examples: ["rally sql explain list_games", "rally sql explain listGames", "rally sql check"],
  async run({ terminal, directory: root, env, operands: [what, name] }) {
    checkAppFolder(root);
    if (what !== "explain" && what !== "check") {
      throw usage(
        `Command "sql" does not know ${what === undefined ? "what to do" : `"${what}"`}`,
        "Write deno task sql explain NAME, or check",
      );
    }
    if (what === "explain" && name === undefined) {
      throw usage("No query is named", "Write deno task sql explain list_games");
    }
    if (what === "check" && name !== undefined) {
      throw usage(`The check takes no name: got "${name}"`, "Write deno task sql check");
    }
    const files = [...createAppReader(root).read().values()];
    const inspected = inspectSql(sqlSources(files));
    try {
      if (inspected.problems.length > 0) throw problemsFailure(terminal, inspected.problems);
      const work = { terminal, root, files, inspected, database: appSettings(root, env).database };
      return what === "check" ? await checkSql(work) : explain(String(name), work);
    } finally {
      inspected.connection.close();
    }
  },
});
