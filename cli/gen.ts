/**
 * `rally gen`: brings the generated code up to date.
 *
 * @module
 */
import { checkAppFolder } from "./app/app_folder.ts";
import { generateApp } from "./app/generate_app.ts";
import { problemsFailure } from "./app/problems.ts";
import { type Command, defineCommand } from "./core/command.ts";
import { failed } from "./core/command_error.ts";

/** The command. */
export const gen: Command = defineCommand({
  name: "gen",
  operands: [],
  options: { check: { type: "flag", about: "Write nothing; fail when a generated file is not up to date" } },
  about: `Read the pages, the topics and the SQL of an app, and write generated/ and a
queries.ts into every sql/ folder. Only files that change are written.

Every mistake is printed, sorted by file, line and column.`,
  examples: ["rally gen", "rally gen --check"],
  async run({ terminal, options, directory: root }) {
    checkAppFolder(root);
    const { problems, files, changed, left } = await generateApp(root, { write: !options.check });
    if (problems.length > 0) throw problemsFailure(terminal, problems);
    const stale = [...changed, ...left].sort();
    if (options.check && stale.length > 0) {
      for (const path of stale) terminal.writeError(`${path}: not up to date\n`);
      const count = stale.length === 1 ? "1 generated file is" : `${stale.length} generated files are`;
      throw failed(`${count} not up to date`, "Run deno task gen and commit what it writes");
    }
    for (const path of changed) terminal.write(`wrote ${path}\n`);
    for (const path of left) terminal.write(`deleted ${path}\n`);
    terminal.write(`${terminal.paint("green", "✓")} ${files} generated files are up to date\n`);
    return 0;
  },
});
