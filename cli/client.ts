/**
 * `rally client`: the typed client of an app's HTTP API, for other programs.
 *
 * @module
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { rallyFiles } from "../codegen/bundle/rally_files.ts";
import { headerOf } from "../codegen/header.ts";
import { writeClient } from "../codegen/sdk/write_client.ts";
import { checkAppFolder } from "./app/app_folder.ts";
import { generateApp } from "./app/generate_app.ts";
import { problemsFailure } from "./app/problems.ts";
import { type Command, defineCommand } from "./core/command.ts";
import { failed, usage } from "./core/command_error.ts";

/** The command. */
export const client: Command = defineCommand({
  name: "client",
  operands: [],
  options: { out: { type: "text", value: "DIR", about: "The folder that it is written into" } },
  about: `Write a typed client of the app's HTTP API: client.ts with a function for each
page's data, each action and each topic, and rally.ts, which it imports. They
need nothing but fetch and run in Deno, Node and browsers.`,
  examples: ["rally client --out ../reports/scoreboard"],
  async run({ terminal, directory: root, options: { out } }) {
    checkAppFolder(root);
    if (out === undefined) throw usage("No folder is named", "Write --out DIR");
    const app = await generateApp(root, { write: false });
    if (app.problems.length > 0) throw problemsFailure(terminal, app.problems);
    if (app.contracts.length < app.parts.length) {
      throw failed("Generated code is not up to date", "Run deno task gen first");
    }
    const shared = await rallyFiles().read("codegen/sdk/rally.ts");
    const files = [writeClient(app), { path: "rally.ts", text: headerOf("its own client") + shared }];
    const folder = resolve(root, out);
    mkdirSync(folder, { recursive: true });
    for (const { path, text } of files) {
      writeFileSync(join(folder, path), text);
      terminal.write(`wrote ${join(out, path)}\n`);
    }
    return 0;
  },
});
