/**
 * What the overlay shows of an error: the hint in its message stands by itself.
 *
 * @module
 */

/** The words of an error. */
export interface FailureText {
  readonly message: string;
  readonly hint?: string;
}

/** Takes the line `hint: …` out of the message of an error. */
export function failureText({ name, message }: Error): FailureText {
  const lines = `${name}: ${message}`.split("\n");
  const hint = lines.find((line) => line.startsWith(mark));
  if (hint === undefined) return { message: lines.join("\n") };
  return { message: lines.filter((line) => line !== hint).join("\n"), hint: hint.slice(mark.length) };
}

/** The stack of an error, from its cause on: an error that explains another one came up where that did. */
export function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  return [error.cause, error].flatMap((each) => each instanceof Error && each.stack ? [each.stack] : []).join("\n");
}

const mark = "hint: ";
