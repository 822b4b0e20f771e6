/**
 * `rally compile`: one executable file out of `dist/`.
 *
 * @module
 */
import { mkdirSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { checkBuilt, readConfig } from "./app/app_folder.ts";
import { environmentFlags, extraFlags } from "./app/permissions.ts";
import { type Command, defineCommand } from "./core/command.ts";
import { type CommandError, failed } from "./core/command_error.ts";
import { step } from "./core/step.ts";

/** What the executable is made of. */
export interface CompileRequest {
  /** The file to be written. */
  readonly output: string;
  /** The platform, as `deno compile` names it; by default this machine's. */
  readonly target?: string | undefined;
  /** What the app's `deno.json` grants its server. */
  readonly extra: readonly string[];
}

/** The command. */
export const compile: Command = defineCommand({
  name: "compile",
  operands: [],
  options: {
    output: { type: "text", value: "FILE", about: "The file to write (default: bin/ and the name of the folder)" },
    target: { type: "text", value: "PLATFORM", about: "E.g. x86_64-unknown-linux-gnu (default: this machine's)" },
  },
  about: `Make one executable file of what build has written into dist/.

The file holds Deno, the server and everything it serves; it needs nothing but a
folder for its database, data/app.db below the folder it is started in, or
DATABASE_PATH. Where it listens and where its database lies is known only when it
runs, so it may listen anywhere and read and write files; it may not run
programs, load libraries or ask for more.`,
  examples: ["rally compile", "rally compile --output bin/scoreboard --target x86_64-unknown-linux-gnu"],
  async run({ terminal, options, directory: root }) {
    checkBuilt(root);
    const output = options.output ?? `bin/${basename(root)}`;
    mkdirSync(dirname(resolve(root, output)), { recursive: true });
    const args = compileArguments({ output, target: options.target, extra: extraFlags(readConfig(root)) });
    await step(terminal, `Compiling ${output}`, async () => {
      const command = new Deno.Command(Deno.execPath(), {
        args,
        cwd: root,
        stdin: "null",
        stdout: "null",
        stderr: "piped",
      });
      const { success, stderr } = await command.output();
      if (!success) throw compileFailure(new TextDecoder().decode(stderr));
      return { result: undefined, done: `Compiled ${output}` };
    });
    return 0;
  },
});

/** The arguments of `deno`. */
export function compileArguments({ output, target, extra }: CompileRequest): string[] {
  return [
    "compile",
    "--no-config",
    "--no-lock",
    "--no-remote",
    "--no-check",
    "--include=dist",
    "--no-prompt",
    "--allow-net",
    "--allow-read",
    "--allow-write",
    ...environmentFlags,
    ...extra,
    ...(target === undefined ? [] : [`--target=${target}`]),
    `--output=${output}`,
    "dist/server.js",
  ];
}

/** Says what `deno compile` complained about; the runtime that it has to download is the usual reason. */
export function compileFailure(stderr: string): CommandError {
  // deno-lint-ignore no-control-regex -- the escape codes of colours
  const lines = stderr.replaceAll(/\x1b\[[\d;]*m/g, "").split("\n").map((line) => line.trim()).filter(Boolean);
  const reason = lines.find((line) => line.startsWith("error:"))?.slice("error:".length).trim() ?? lines.at(-1) ?? "";
  if (!/denort/.test(stderr)) return failed(`Deno could not compile: ${reason}`, "Run deno task build and try again");
  return failed(
    "Deno could not fetch denort, the runtime that it puts into the file",
    `Give it access to the network once, or set DENORT_BIN to the denort of Deno ${Deno.version.deno}`,
  );
}
