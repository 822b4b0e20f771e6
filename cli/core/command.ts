/**
 * What a command is: its help as data, its options, and one function. Every file `cli/<name>.ts` exports one; the table
 * in `commands.ts` lists them.
 *
 * @module
 */
import type { Terminal } from "./terminal.ts";

/** One option of a command. */
export interface Option {
  /** `flag` is on or off; `text` takes a value, as `--name value` or `--name=value`. */
  readonly type: "flag" | "text";
  /** What it does, one line without a final period. */
  readonly about: string;
  /** How the value is called in the help, e.g. `NAME`; only for `text`. */
  readonly value?: string;
  /** The only values allowed. Anything else is an error of usage. */
  readonly choices?: readonly string[];
}

/** The options of a command by name, without the dashes. */
export type Options = Readonly<Record<string, Option>>;

/** What was given for the options of a command. */
export type OptionValues<O extends Options> = {
  readonly [N in keyof O]: O[N]["type"] extends "flag" ? boolean : string | undefined;
};

/** The surroundings of a run; tests give their own. */
export interface Surroundings {
  /** Where it writes. */
  readonly terminal: Terminal;
  /** The folder in which the command was typed, absolute. */
  readonly directory: string;
  /** One variable of the environment. */
  env(name: string): string | undefined;
}

/** What a command's `run` receives. */
export interface Invocation<O extends Options> extends Surroundings {
  readonly options: OptionValues<O>;
  /** The arguments that are no options. */
  readonly operands: readonly string[];
}

/** A command as its file writes it. */
export interface CommandSpec<O extends Options> {
  readonly name: string;
  /** The operands as the help names them, e.g. `DIR`; all are optional for the parser. */
  readonly operands: readonly string[];
  readonly options: O;
  /** The help's text: what the command does, in short paragraphs, wrapped by hand at 80 columns. */
  readonly about: string;
  readonly examples: readonly string[];
  /** Does it. Resolves to the exit code. */
  run(invocation: Invocation<O>): Promise<number>;
}

/** A command with the types of its options forgotten, as `main` sees it. */
export type Command = CommandSpec<Options>;

/** One line of the table of commands: what the overview shows, and the command, not loaded yet. */
export interface CommandEntry {
  readonly name: string;
  /** Without a final period. */
  readonly summary: string;
  load(): Promise<Command>;
}

/** Declares a command; `run` gets the options with their types. */
export function defineCommand<const O extends Options>(spec: CommandSpec<O>): Command {
  return { ...spec, run: (invocation) => spec.run(invocation as Invocation<O>) };
}
