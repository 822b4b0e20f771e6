/**
 * Runs other programs for the gate: either quietly, keeping what they print, or on this terminal with a copy kept.
 */

/** What a program left behind. */
export interface Outcome {
  readonly ok: boolean;
  /** Everything it printed, stdout and stderr as they came, without colours. */
  readonly output: string;
}

/** Where and how a program runs. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /**
   * Show the output while it comes.
   * @default {false}
   */
  readonly show?: boolean;
}

/** Runs a program to its end. */
export async function runCommand(command: string, args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const { cwd, env, show = false } = options;
  const child = new Deno.Command(command, {
    args: [...args],
    cwd,
    env,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  })
    .spawn();
  const chunks: string[] = [];
  const collect = async (stream: ReadableStream<Uint8Array>, shown: typeof Deno.stdout) => {
    const decoder = new TextDecoder();
    for await (const bytes of stream) {
      chunks.push(decoder.decode(bytes, { stream: true }));
      if (show) shown.writeSync(bytes);
    }
  };
  const [{ success }] = await Promise.all([
    child.status,
    collect(child.stdout, Deno.stdout),
    collect(child.stderr, Deno.stderr),
  ]);
  return { ok: success, output: withoutColours(chunks.join("")) };
}

/** Runs this same Deno with other arguments. */
export function runDeno(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  return runCommand(Deno.execPath(), args, options);
}

function withoutColours(text: string): string {
  // deno-lint-ignore no-control-regex -- ESC begins every colour code
  return text.replace(/\u001b\[[0-9;]*m/g, "");
}
