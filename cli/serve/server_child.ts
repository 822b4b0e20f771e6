/**
 * The process that serves an app, as `dev` and `start` keep it: a Deno of its own with named permissions, whose output
 * is the command's output.
 *
 * @module
 */

/** A running server. */
export interface ServerChild {
  /** Resolves when it has ended, for whatever reason, to the exit code for the shell: 128 + n after signal n. */
  readonly ended: Promise<number>;
  /** Asks it to finish, and ends it when it has not done so in time. Resolves when it has ended. */
  stop(): Promise<number>;
}

/** What to run. */
export interface ServerCommand {
  readonly root: string;
  /** The flags of `deno run`. */
  readonly flags: readonly string[];
  /** The server's main module, relative to the root. */
  readonly script: string;
  /** Variables to set beside those of this process. */
  readonly env: Readonly<Record<string, string>>;
}

/** A server drains in 10 s at most; after half as much again it will not end by itself. */
const stopTimeoutMs = 15_000;

/** Starts it. */
export function startServer({ root, flags, script, env }: ServerCommand): ServerChild {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", ...flags, script],
    cwd: root,
    env: { ...env },
    stdin: "null",
    stdout: "inherit",
    stderr: "inherit",
    // Ctrl+C at a terminal reaches its whole process group. The server is asked to stop once, by `stop()`: a second
    // signal would end it in the middle of its drain.
    detached: Deno.build.os !== "windows",
  }).spawn();
  const ended = child.status.then(({ code }) => code);
  let stopping: Promise<number> | undefined;

  async function end(): Promise<number> {
    kill(child, "SIGTERM");
    const timer = setTimeout(() => kill(child, "SIGKILL"), stopTimeoutMs);
    try {
      return await ended;
    } finally {
      clearTimeout(timer);
    }
  }

  return { ended, stop: () => stopping ??= end() };
}

/** Calls back once for each SIGTERM or SIGINT until the returned function is called. */
export function onStopSignal(stop: () => void): () => void {
  const signals: Deno.Signal[] = Deno.build.os === "windows" ? ["SIGINT", "SIGBREAK"] : ["SIGTERM", "SIGINT", "SIGHUP"];
  for (const signal of signals) Deno.addSignalListener(signal, stop);
  return () => {
    for (const signal of signals) Deno.removeSignalListener(signal, stop);
  };
}

function kill(child: Deno.ChildProcess, signal: Deno.Signal): void {
  try {
    child.kill(signal);
  } catch (error) {
    // It has ended meanwhile, which is what was wanted.
    if (!(error instanceof TypeError) && !(error instanceof Deno.errors.NotFound)) throw error;
  }
}
