/**
 * The process that serves an app, as `dev` and `start` keep it: a Deno of its own with named permissions, whose output
 * is the command's output.
 *
 * @module
 */
import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import process from "node:process";
import type { FromServer, ToServer } from "../../runtime/wire/dev/dev_messages.ts";

/** A running server. */
export interface ServerChild {
  /** Resolves when it has ended, for whatever reason, to the exit code for the shell: 128 + n after signal n. */
  readonly ended: Promise<number>;
  /** Tells a server in development something; dropped when it has ended. */
  send(message: ToServer): void;
  /** Asks it to finish, and ends it when it has not done so in time. Resolves when it has ended. */
  stop(): Promise<number>;
}

/** What to run. */
export interface ServerCommand {
  readonly root: string;
  /** The flags of `deno run`. */
  readonly flags: readonly string[];
  /** The server's main module: relative to the root, or a URL. */
  readonly script: string;
  /** Variables to set beside those of this process. */
  readonly env: Readonly<Record<string, string>>;
  /** Opens a channel to the server, for development; called with what it says. */
  readonly received?: (message: FromServer) => void;
}

/** A server drains in 10 s at most; after half as much again it will not end by itself. */
const stopTimeoutMs = 15_000;

/** Starts it. */
export function startServer({ root, flags, script, env, received }: ServerCommand): ServerChild {
  const child = spawn(Deno.execPath(), ["run", ...flags, script], {
    cwd: root,
    env: { ...Deno.env.toObject(), ...env },
    stdio: ["ignore", "inherit", "inherit", ...(received ? ["ipc" as const] : [])],
    // Ctrl+C at a terminal reaches its whole process group. The server is asked to stop once, by `stop()`: a second
    // signal would end it in the middle of its drain.
    detached: Deno.build.os !== "windows",
  });
  if (received) child.on("message", received);
  const ended = endOf(child);
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

  return {
    ended,
    send: (message) => void (child.connected && child.send([...message], () => {})),
    stop: () => stopping ??= end(),
  };
}

/** Calls back once for each SIGTERM or SIGINT until the returned function is called. */
export function onStopSignal(stop: () => void): () => void {
  const signals: Deno.Signal[] = Deno.build.os === "windows" ? ["SIGINT", "SIGBREAK"] : ["SIGTERM", "SIGINT", "SIGHUP"];
  for (const signal of signals) Deno.addSignalListener(signal, stop);
  return () => {
    for (const signal of signals) Deno.removeSignalListener(signal, stop);
  };
}

/** Not by `child.kill()`: after that Deno tells of the signal in place of the code that the process ends with. */
function kill({ pid }: ChildProcess, signal: "SIGTERM" | "SIGKILL"): void {
  try {
    if (pid !== undefined) process.kill(pid, signal);
  } catch (error) {
    // It has ended meanwhile, which is what was wanted.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

function endOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}
