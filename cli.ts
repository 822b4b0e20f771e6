/**
 * The `rally` command: finds the command, parses its arguments, runs it and turns what went wrong into two lines and an
 * exit code: 0 done, 1 failed, 2 written wrongly.
 *
 * @module
 */
import process from "node:process";
import type { Surroundings } from "./cli/core/command.ts";
import { CommandError } from "./cli/core/command_error.ts";
import { commands } from "./cli/core/commands.ts";
import { findCommand } from "./cli/core/find_command.ts";
import { commandHelp, overview } from "./cli/core/help.ts";
import { parseArguments } from "./cli/core/parse_arguments.ts";
import { processTerminal } from "./cli/core/terminal.ts";
import { version } from "./cli/core/version.ts";

export type { Surroundings } from "./cli/core/command.ts";
export type { Style, Terminal } from "./cli/core/terminal.ts";

/**
 * Runs one command line.
 *
 * @param args What stands after `rally`, e.g. `["init", "my_app", "--yes"]`.
 * @param surroundings The terminal, folder and environment; by default those of this process.
 * @returns The exit code: 0 done, 1 failed, 2 written wrongly.
 */
export async function main(args: readonly string[], surroundings: Surroundings = ofThisProcess()): Promise<number> {
  try {
    return await dispatch(args, surroundings);
  } catch (error) {
    return report(error, surroundings);
  }
}

/** Runs the command line of this process and ends it: for `@rally/cli`, whose only line calls it. */
export async function run(): Promise<never> {
  Deno.exit(await main(Deno.args));
}

async function dispatch([first, ...rest]: readonly string[], surroundings: Surroundings): Promise<number> {
  const { terminal } = surroundings;
  if (first === undefined || first === "--help" || first === "-h") {
    terminal.write(overview(commands, terminal));
    return first === undefined ? 2 : 0;
  }
  if (first === "--version") {
    terminal.write(`rally ${version}\n`);
    return 0;
  }
  const command = await findCommand(first, commands);
  const { help, options, operands } = parseArguments(command, rest);
  if (help) {
    terminal.write(commandHelp(command, terminal));
    return 0;
  }
  return await command.run({ ...surroundings, options: options as Record<string, never>, operands });
}

function report(error: unknown, { terminal }: Surroundings): number {
  const say = (message: string, hint: string) =>
    terminal.writeError(`${terminal.paint("red", "error:")} ${message}\n${terminal.paint("dim", "hint:")} ${hint}\n`);
  if (error instanceof CommandError) {
    say(error.message, error.hint);
    return error.kind === "usage" ? 2 : 1;
  }
  if (error instanceof Deno.errors.NotCapable) {
    say(error.message.split("\n")[0], "Run it as the task of the app's deno.json, or add the permission to deno run");
    return 1;
  }
  // Anything else is a fault of Rally, not of the app: the stack is what a report of it needs.
  terminal.writeError(`${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
  say("Rally itself has failed", "Please report it with the lines above");
  return 1;
}

function ofThisProcess(): Surroundings {
  return { terminal: processTerminal(), directory: process.cwd(), env: (name) => Deno.env.get(name) };
}

if (import.meta.main) await run();
