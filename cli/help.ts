/**
 * `rally help [COMMAND]`.
 *
 * @module
 */
import { type Command, type CommandEntry, defineCommand } from "./core/command.ts";
import { findCommand } from "./core/find_command.ts";
import { commandHelp, overview } from "./core/help.ts";

/** The command, over the table it explains. */
export function helpCommand(commands: readonly CommandEntry[]): Command {
  return defineCommand({
    name: "help",
    operands: ["COMMAND"],
    options: {},
    about: "Show what Rally can do, or what one command takes.",
    examples: ["rally help", "rally help init"],
    async run({ terminal, operands: [name] }) {
      const text = name === undefined
        ? overview(commands, terminal)
        : commandHelp(await findCommand(name, commands), terminal);
      terminal.write(text);
      return 0;
    },
  });
}
