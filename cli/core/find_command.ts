/**
 * Loads a command by the name that was typed.
 *
 * @module
 */
import type { Command, CommandEntry } from "./command.ts";
import { usage } from "./command_error.ts";
import { didYouMean } from "./did_you_mean.ts";

/**
 * The command of that name.
 *
 * @throws {CommandError} Of kind `usage` when there is none.
 */
export async function findCommand(name: string, commands: readonly CommandEntry[]): Promise<Command> {
  const entry = commands.find((command) => command.name === name);
  if (entry) return await entry.load();
  if (name.startsWith("-")) {
    const option = didYouMean(name.replace(/^-+/, ""), ["help", "version"]);
    const hint = option ? `Did you mean "rally --${option}"?` : "rally help lists commands and options";
    throw usage(`Rally has no option "${name}"`, hint);
  }
  const near = didYouMean(name, commands.map((command) => command.name));
  throw usage(
    `Rally has no command "${name}"`,
    near ? `Did you mean "rally ${near}"?` : "rally help lists the commands",
  );
}
