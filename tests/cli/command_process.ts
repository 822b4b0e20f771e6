/**
 * The `rally` command as a process of its own, for tests that wait for lines, send signals and look at exit codes.
 */
import { fileURLToPath } from "node:url";

/** A started process. */
export interface CommandProcess {
  readonly pid: number;
  /** Resolves to the first match in what was printed after the last match; rejects when the process ends without. */
  waitFor(pattern: RegExp): Promise<RegExpExecArray>;
  /** Sends a signal to the process alone. */
  signal(name: Deno.Signal): void;
  readonly exit: Promise<number>;
  /** Everything it has printed on both streams, without colours. */
  printed(): string;
}

/** How it is started. */
export interface ProcessOptions {
  readonly cwd: string;
  /** Added to the environment of the tests. */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * Gives it a process group of its own, as a shell does.
   * @default {false}
   */
  readonly ownGroup?: boolean;
}

/** A line that has not come by then will not come; long enough for a busy machine. */
const patienceMs = 60_000;

/** The file behind the command in this checkout. */
export const cliFile: string = fileURLToPath(new URL("../../cli.ts", import.meta.url));

/** Starts Deno with any arguments. */
export function startDeno(args: readonly string[], options: ProcessOptions): CommandProcess {
  return startProgram(Deno.execPath(), args, options);
}

/** Starts any program. */
export function startProgram(program: string, args: readonly string[], options: ProcessOptions): CommandProcess {
  const { cwd, env, ownGroup = false } = options;
  const child = new Deno.Command(program, {
    args: [...args],
    cwd,
    env: { NO_COLOR: "1", ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    detached: ownGroup,
  }).spawn();
  let text = "";
  let seen = 0;
  const listeners = new Set<() => void>();
  const collect = async (stream: ReadableStream<Uint8Array>) => {
    const decoder = new TextDecoder();
    for await (const bytes of stream) {
      text += decoder.decode(bytes, { stream: true });
      for (const listener of listeners) listener();
    }
  };
  const closed = Promise.all([collect(child.stdout), collect(child.stderr)]);
  const exit = child.status.then(async ({ code }) => {
    await closed;
    return code;
  });
  return {
    pid: child.pid,
    signal: (name) => child.kill(name),
    exit,
    printed: () => text,
    waitFor(pattern) {
      return new Promise((resolve, reject) => {
        const give = (settle: () => void) => {
          if (!listeners.delete(look)) return;
          clearTimeout(timer);
          settle();
        };
        const refuse = (what: string) => give(() => reject(new Error(`${what} without ${pattern}:\n${text}`)));
        const look = () => {
          const match = pattern.exec(text.slice(seen));
          if (!match) return;
          seen += match.index + match[0].length;
          give(() => resolve(match));
        };
        const timer = setTimeout(() => refuse("Still running"), patienceMs);
        listeners.add(look);
        look();
        void exit.then((code) => refuse(`Ended with ${code}`));
      });
    },
  };
}

/** Starts `rally` with the permissions of `init`. */
export function startRally(args: readonly string[], options: ProcessOptions): CommandProcess {
  return startDeno(["run", "-A", cliFile, ...args], options);
}
