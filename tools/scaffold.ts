/**
 * Makes an app out of a template, as a newcomer would: with the command of this checkout. Used by the demo, by the
 * check of the templates and by the browser tests.
 */
import { join } from "node:path";
import { repositoryRoot } from "./repository.ts";
import { type Outcome, runDeno } from "./run_command.ts";

/** The file behind the `rally` command in this checkout. */
export const commandFile: string = join(repositoryRoot, "cli.ts");

/**
 * Runs `init` without questions.
 *
 * @param folder Where the app is to be; it must not exist.
 */
export function scaffold(folder: string, template: string): Promise<Outcome> {
  return runDeno(["run", "-A", commandFile, "init", folder, "--template", template, "--yes"]);
}
