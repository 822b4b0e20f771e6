/**
 * `rally routes`: the pages and endpoints of an app as a table.
 *
 * @module
 */
import { checkAppFolder } from "./app/app_folder.ts";
import { generateApp } from "./app/generate_app.ts";
import { problemsFailure } from "./app/problems.ts";
import { type Command, defineCommand } from "./core/command.ts";
import { failed } from "./core/command_error.ts";
import { table } from "./core/table.ts";

/** The command. */
export const routes: Command = defineCommand({
  name: "routes",
  operands: [],
  options: {},
  about: "List the pages and endpoints of an app: path, where the loop runs, file, and the layouts around it.",
  examples: ["rally routes"],
  async run({ terminal, directory: root }) {
    checkAppFolder(root);
    const { problems, parts, endpoints, contracts } = await generateApp(root, { write: false });
    if (problems.length > 0) throw problemsFailure(terminal, problems);
    if (contracts.length < parts.length) throw failed("Generated code is not up to date", "Run deno task gen first");
    const pages = parts.filter(({ kind }) => kind === "page").sort((left, right) => left.path < right.path ? -1 : 1);
    const modes = new Map(contracts.map((contract) => [contract.file, contract.mode]));
    const rows = pages.map(({ path, file, layouts }) => [path, modes.get(file) ?? "", file, layouts.join(", ")]);
    const api = endpoints.map(({ path, file }) => [path, "api", file, ""]);
    terminal.write(table([["PATH", "MODE", "FILE", "LAYOUTS"], ...rows, ...api]));
    return 0;
  },
});
