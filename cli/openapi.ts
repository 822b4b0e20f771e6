/**
 * `rally openapi`: the HTTP API of an app as an OpenAPI document.
 *
 * @module
 */
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { checkAppFolder, readConfig } from "./app/app_folder.ts";
import { askAppWorker } from "./app/app_worker.ts";
import { generateApp } from "./app/generate_app.ts";
import type { OpenApiAnswer, OpenApiRequest } from "./app/openapi_worker.ts";
import { problemsFailure } from "./app/problems.ts";
import { type Command, defineCommand } from "./core/command.ts";
import { failed } from "./core/command_error.ts";

/** The command. */
export const openapi: Command = defineCommand({
  name: "openapi",
  operands: [],
  options: {},
  about: `Print the app's HTTP API as an OpenAPI 3.1 document. Title and version are the
name and version of its deno.json. In development the same document stands at
/_rally/openapi.json.`,
  examples: ["rally openapi > openapi.json"],
  async run({ terminal, directory: root }) {
    checkAppFolder(root);
    const { problems, changed } = await generateApp(root, { write: false });
    if (problems.length > 0) throw problemsFailure(terminal, problems);
    if (changed.length > 0) throw failed("Generated code is not up to date", "Run deno task gen first");
    const { name, version } = readConfig(root) as { readonly name?: string; readonly version?: string };
    const request: OpenApiRequest = {
      app: pathToFileURL(join(root, "generated/app.ts")).href,
      info: { title: name ?? basename(root), version: version ?? "0.0.0" },
    };
    const worker = new URL("./app/openapi_worker.ts", import.meta.url);
    const answer = await askAppWorker<OpenApiAnswer>(worker, request);
    if ("failure" in answer) throw failed(`Cannot import the app: ${answer.failure}`, "Mend what it says");
    terminal.write(answer.text);
    return 0;
  },
});
