/**
 * An app for the tests of the commands: the minimal template, written by `init` into a temporary folder.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cliFile, type CommandProcess, type ProcessOptions, startDeno } from "./command_process.ts";

/** One app in a folder of its own. */
export interface AppFixture {
  readonly root: string;
  /** Starts a task of the app's `deno.json` as a shell would, but without the shell: signals reach the command. */
  task(name: string, options?: Partial<ProcessOptions> & { readonly args?: readonly string[] }): CommandProcess;
  /** Starts Deno in the app's folder. */
  deno(args: readonly string[]): CommandProcess;
  remove(): void;
}

/** Writes the app. */
export async function createApp(template: "minimal" | "scoreboard" = "minimal"): Promise<AppFixture> {
  const folder = mkdtempSync(join(Deno.realPathSync(tmpdir()), "rally_cli_"));
  const init = startDeno(["run", "-A", cliFile, "init", "app", "--template", template, "--yes"], { cwd: folder });
  if (await init.exit !== 0) throw new Error(`Cannot write the app:\n${init.printed()}`);
  const root = join(folder, "app");
  const { tasks } = JSON.parse(Deno.readTextFileSync(join(root, "deno.json")));
  return {
    root,
    task(name, { args = [], ...options } = {}) {
      const [program, ...words] = tasks[name].split(" ");
      if (program !== "deno") throw new Error(`Cannot start the task "${name}": got ${tasks[name]}`);
      return startDeno([...words, ...args], { cwd: root, ...options });
    },
    deno: (args) => startDeno(args, { cwd: root }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Runs a task to its end and gives what it printed. */
export async function finished(command: CommandProcess): Promise<{ code: number; output: string }> {
  const code = await command.exit;
  return { code, output: command.printed() };
}
