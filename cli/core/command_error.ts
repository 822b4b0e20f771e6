/**
 * How a command ends when it cannot do what was asked: one line for the reason, one for the way out. `main` in
 * `cli.ts` prints both and turns the kind into the exit code.
 *
 * @module
 */

/** `failed`: the command was understood and did not succeed (exit code 1); `usage`: it was written wrongly (2). */
export type CommandErrorKind = "failed" | "usage";

/** Thrown by commands and by the parser of their arguments. */
export class CommandError extends Error {
  override name = "CommandError";
  readonly kind: CommandErrorKind;
  /** What to do about it. */
  readonly hint: string;

  constructor(kind: CommandErrorKind, message: string, hint: string) {
    super(message);
    this.kind = kind;
    this.hint = hint;
  }
}

/** The command was understood and cannot succeed: exit code 1. */
export function failed(message: string, hint: string): CommandError {
  return new CommandError("failed", message, hint);
}

/** The command line itself is wrong: exit code 2. */
export function usage(message: string, hint: string): CommandError {
  return new CommandError("usage", message, hint);
}
