/**
 * The loop of `dev`: build, serve, and again after every change. A build with problems leaves the old server alone.
 *
 * @module
 */
import { cannotListenCode } from "../../runtime/server/exit_codes.ts";
import type { Terminal } from "../core/terminal.ts";
import type { ServerChild } from "../serve/server_child.ts";
import type { Changes } from "./watch_app.ts";

/**
 * What a change came to: `restart` the server on the new state; `refused` for its problems; `taken` over by the running
 * server and the open pages.
 */
export type Outcome = "restart" | "refused" | "taken";

/** What the loop drives. */
export interface DevParts {
  readonly terminal: Terminal;
  readonly changes: Changes;
  /** Brings everything up to date; told what has changed, or nothing at the start. */
  build(paths?: readonly string[]): Promise<Outcome>;
  /** What can wait until nothing has changed for a moment. */
  settle(): Promise<Outcome>;
  startServer(): ServerChild;
  /** Starts what says what is wrong as long as no app could be built; `undefined` when that cannot be shown either. */
  startWaiting(): Promise<ServerChild | undefined>;
}

/** How long the loop waits for the next change of a series before it does what can wait, in milliseconds. */
const quietMs = 250;

/**
 * Runs until the changes end, or the server cannot listen; then the server has ended too.
 *
 * @returns The exit code.
 */
export async function runDevLoop(parts: DevParts): Promise<number> {
  const { terminal, changes, build, settle, startServer, startWaiting } = parts;
  let server: ServerChild | undefined;
  let waiting: ServerChild | undefined;
  let code = 0;

  async function stop(): Promise<void> {
    const last = server;
    server = undefined;
    await last?.stop();
  }

  async function restart(): Promise<void> {
    await stop();
    follow(startServer());
  }

  function follow(started: ServerChild): void {
    server = started;
    void started.ended.then((ended) => {
      if (server !== started) return;
      server = undefined;
      if (ended === cannotListenCode) {
        code = 1;
        return changes.close();
      }
      terminal.writeError(
        `${terminal.paint("red", "The server has ended")} (code ${ended}); it starts after a change\n`,
      );
    });
  }

  /** Acts on an outcome; `false` when the change was not taken over. */
  async function act(outcome: Outcome): Promise<boolean> {
    // A server that has ended by itself gets another chance with every change.
    if (outcome === "restart" || outcome === "taken" && !server) await restart();
    if (outcome !== "refused") return true;
    if (server) return false;
    waiting = await startWaiting();
    if (waiting) follow(waiting);
    return false;
  }

  async function change(paths: readonly string[]): Promise<void> {
    const start = performance.now();
    const what = paths.length === 1 ? paths[0] : `${paths[0]} and ${paths.length - 1} more`;
    if (!await act(await build(paths))) return notTakenOver(what);
    const ms = Math.round(performance.now() - start);
    terminal.write(`${terminal.paint("green", "✓")} ${what} ${terminal.paint("dim", `(${ms} ms)`)}\n`);
  }

  function notTakenOver(what: string): void {
    const left = server && server !== waiting ? "; the server goes on with the last good state" : "";
    terminal.writeError(`${terminal.paint("yellow", what)}: not taken over${left}\n`);
  }

  try {
    await act(await build());
    let unsettled = false;
    let next = changes.next();
    while (true) {
      const paths = unsettled ? await orQuiet(next) : await next;
      if (paths === undefined) break;
      if (paths === "quiet") {
        unsettled = false;
        if (!await act(await settle())) notTakenOver("The last change");
        continue;
      }
      await change(paths);
      unsettled = true;
      next = changes.next();
    }
  } finally {
    await stop();
  }
  return code;
}

async function orQuiet<T>(next: Promise<T>): Promise<T | "quiet"> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const quiet = new Promise<"quiet">((resolve) => timer = setTimeout(() => resolve("quiet"), quietMs));
  try {
    return await Promise.race([next, quiet]);
  } finally {
    clearTimeout(timer);
  }
}
