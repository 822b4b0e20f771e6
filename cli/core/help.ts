/**
 * The help texts: of Rally as a whole and of one command.
 *
 * @module
 */
import type { Command, CommandEntry, Option } from "./command.ts";
import type { Terminal } from "./terminal.ts";

/** What `rally help` prints. */
export function overview(commands: readonly CommandEntry[], terminal: Terminal): string {
  const title = (text: string) => terminal.paint("bold", text);
  return [
    "Rally: pages, actions and live updates in one file, SQL beside it.",
    "",
    `${title("Usage:")} rally COMMAND [options]`,
    "",
    title("Commands:"),
    ...columns(commands.map(({ name, summary }) => [name, summary])),
    "",
    title("Options:"),
    ...columns([["--help", "Show this text, or after a command its own"], ["--version", "Show the version"]]),
    "",
    "An app has every command as a task of its deno.json: deno task dev.",
    "",
  ].join("\n");
}

/** What `rally COMMAND --help` prints. */
export function commandHelp(command: Command, terminal: Terminal): string {
  const title = (text: string) => terminal.paint("bold", text);
  const options = Object.entries(command.options).map(([name, option]) => [optionName(name, option), option.about]);
  return [
    command.about,
    "",
    `${title("Usage:")} ${["rally", command.name, ...command.operands, "[options]"].join(" ")}`,
    "",
    title("Options:"),
    ...columns([...options, ["--help", "Show this text"]]),
    "",
    title("Examples:"),
    ...command.examples.map((example) => `  ${example}`),
    "",
  ].join("\n");
}

function optionName(name: string, { type, value = "VALUE" }: Option): string {
  return type === "flag" ? `--${name}` : `--${name} ${value}`;
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `  ${name.padEnd(width)}   ${text}`);
}
