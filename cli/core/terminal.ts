/**
 * Where a command writes: standard output for what was asked for, standard error for what went wrong. Colour appears
 * only on a terminal and never with NO_COLOR.
 *
 * @module
 */

/** The styles a command may use. */
export type Style = "bold" | "dim" | "green" | "red" | "yellow";

/** A place to write to. */
export interface Terminal {
  /** Whether a person sits in front of it, who can be asked and can watch a line change. */
  readonly interactive: boolean;
  /** Writes to standard output as it is. */
  write(text: string): void;
  /** Writes to standard error as it is. */
  writeError(text: string): void;
  /** The text in a style, or as it is where there is no colour. */
  paint(style: Style, text: string): string;
}

const codes: Readonly<Record<Style, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  green: [32, 39],
  red: [31, 39],
  yellow: [33, 39],
};

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const outputs = Deno.stdout.isTerminal() && Deno.stderr.isTerminal();
  const colour = outputs && !Deno.noColor;
  return {
    interactive: outputs && Deno.stdin.isTerminal(),
    write: (text) => writeAll(Deno.stdout, text),
    writeError: (text) => writeAll(Deno.stderr, text),
    paint: (style, text) => colour ? `\x1b[${codes[style][0]}m${text}\x1b[${codes[style][1]}m` : text,
  };
}

function writeAll(stream: { writeSync(bytes: Uint8Array): number }, text: string): void {
  let bytes = new TextEncoder().encode(text);
  try {
    while (bytes.length > 0) bytes = bytes.subarray(stream.writeSync(bytes));
  } catch (error) {
    // The reader has left, as `rally help | head -1` does: nobody is there to be told anything.
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}
