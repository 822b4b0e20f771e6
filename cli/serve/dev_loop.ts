/**
 * The loop of `dev`: build, serve, and again after every change. A build with problems leaves the old server alone.
 *
 * @module
 */
import type { Terminal } from "../core/terminal.ts";
import type { ServerChild } from "./server_child.ts";
import type { Changes } from "./watch_app.ts";

/** What the loop drives. */
export interface DevParts {
  readonly terminal: Terminal;
  readonly changes: Changes;
  /**
   * Brings generated code, database and bundle up to date and says what was wrong.
   *
   * @returns Whether the app can be served.
   */
  build(): Promise<boolean>;
  startServer(): ServerChild;
}

/** Runs until the changes end; then the server has ended too. */
export async function runDevLoop({ terminal, changes, build, startServer }: DevParts): Promise<void> {
  let server: ServerChild | undefined;

  async function stop(): Promise<void> {
    const last = server;
    server = undefined;
    await last?.stop();
  }

  async function restart(): Promise<void> {
    await stop();
    const started = startServer();
    server = started;
    void started.ended.then((code) => {
      if (server !== started) return;
      server = undefined;
      terminal.writeError(
        `${terminal.paint("red", "The server has ended")} (code ${code}); it starts after a change\n`,
      );
    });
  }

  try {
    if (await build()) await restart();
    for (let paths = await changes.next(); paths; paths = await changes.next()) {
      const start = performance.now();
      const what = paths.length === 1 ? paths[0] : `${paths[0]} and ${paths.length - 1} more`;
      if (!await build()) {
        const left = server ? "; the server goes on with the last good state" : "";
        terminal.writeError(`${terminal.paint("yellow", what)}: not taken over${left}\n`);
        continue;
      }
      await restart();
      const ms = Math.round(performance.now() - start);
      terminal.write(`${terminal.paint("green", "✓")} ${what} ${terminal.paint("dim", `(${ms} ms)`)}\n`);
    }
  } finally {
    await stop();
  }
}
