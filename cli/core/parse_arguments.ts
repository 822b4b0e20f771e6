/**
 * Turns the arguments of one command into typed options and operands. `node:util` splits them; what it leaves loose
 * (unknown names, missing values, values of flags) is refused here with the nearest name as a hint.
 *
 * @module
 */
import { parseArgs } from "node:util";
import type { Command, Option } from "./command.ts";
import { type CommandError, usage } from "./command_error.ts";
import { didYouMean } from "./did_you_mean.ts";

/** The arguments of a command, checked. */
export interface ParsedArguments {
  /** Whether `--help` or `-h` is among them; then nothing else was checked. */
  readonly help: boolean;
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly operands: readonly string[];
}

/**
 * Parses what follows the command's name.
 *
 * @throws {CommandError} Of kind `usage`, for anything the command does not know.
 */
export function parseArguments(command: Command, args: readonly string[]): ParsedArguments {
  const { tokens } = parseArgs({
    args: [...args],
    options: parserOptions(command),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  if (tokens.some((token) => token.kind === "option" && token.name === "help")) {
    return { help: true, options: {}, operands: [] };
  }
  const options: Record<string, string | boolean | undefined> = {};
  for (const [name, option] of Object.entries(command.options)) {
    options[name] = option.type === "flag" ? false : undefined;
  }
  const operands: string[] = [];
  for (const token of tokens) {
    switch (token.kind) {
      case "positional":
        operands.push(token.value);
        break;
      case "option":
        options[token.name] = optionValue(command, token);
        break;
      case "option-terminator":
        break;
    }
  }
  if (operands.length > command.operands.length) throw tooMany(command, operands[command.operands.length]);
  return { help: false, options, operands };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function parserOptions(command: Command) {
  const options: Record<string, { type: "string" | "boolean"; short?: string }> = {
    help: { type: "boolean", short: "h" },
  };
  for (const [name, { type }] of Object.entries(command.options)) {
    options[name] = { type: type === "flag" ? "boolean" : "string" };
  }
  return options;
}

function optionValue(command: Command, token: OptionToken): string | boolean {
  const option = Object.hasOwn(command.options, token.name) ? command.options[token.name] : undefined;
  if (!option) throw unknownOption(command, token);
  switch (option.type) {
    case "flag":
      if (token.value === undefined) return true;
      throw usage(`Option "--${token.name}" takes no value: got "${token.value}"`, seeHelp(command));
    case "text":
      return textValue(option, token);
  }
}

function textValue(option: Option, { name, value, inlineValue }: OptionToken): string {
  if (value === undefined || value === "" || (!inlineValue && value.startsWith("-"))) {
    const got = value ? `"${value}"` : "nothing";
    throw usage(`Option "--${name}" needs a value: got ${got}`, `Write --${name} ${option.value ?? "VALUE"}`);
  }
  if (option.choices && !option.choices.includes(value)) {
    const near = didYouMean(value, option.choices);
    const expected = option.choices.map((choice) => `"${choice}"`).join(" or ");
    throw usage(
      `Option "--${name}" does not know its value: got "${value}", expected ${expected}`,
      `Write --${name} ${near ?? option.choices[0]}`,
    );
  }
  return value;
}

function unknownOption(command: Command, { name, rawName }: OptionToken): CommandError {
  const near = rawName.startsWith("--") ? didYouMean(name, [...Object.keys(command.options), "help"]) : undefined;
  return usage(
    `Command "${command.name}" has no option "${rawName}"`,
    near ? `Did you mean --${near}?` : seeHelp(command),
  );
}

function tooMany(command: Command, extra: string): CommandError {
  const takes = command.operands.length === 0 ? "no arguments" : `only ${command.operands.join(" ")}`;
  return usage(`Command "${command.name}" takes ${takes}: got "${extra}"`, seeHelp(command));
}

function seeHelp(command: Command): string {
  // All others are run in an app, by its tasks.
  const typed = command.name === "init" || command.name === "help" ? "rally" : "deno task";
  return `${typed} ${command.name} --help lists what it takes`;
}
