/**
 * `deno task demo`: the scoreboard in one command. Scaffolds it into a temporary folder, lets the app's own `dev`
 * migrate, seed, generate, bundle and serve it, and removes the folder at the end.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { scaffold } from "./scaffold.ts";

const firstPort = 8000;

/** The first free port from `from` on, on the loopback address. */
export async function freePort(from: number): Promise<number> {
  for (let port = from; port < 65_536; port++) {
    if (await isFree(port)) return port;
  }
  throw new Error(`Cannot find a free port: got none from ${from} on\nhint: name one in the environment variable PORT`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/** Runs the demo in a folder until it ends or is interrupted; gives the exit code. */
async function demo(folder: string, interrupted: AbortSignal): Promise<number> {
  const app = join(folder, "scoreboard");
  console.log("Making the scoreboard app …");
  const { ok, output } = await scaffold(app, "scoreboard");
  if (!ok) {
    console.error(output.trimEnd());
    return 1;
  }
  const port = process.env.PORT ?? String(await freePort(firstPort));
  if (interrupted.aborted) return 0;
  console.log("Preparing database, code and browser bundle …");
  // Not through `deno task`, so that the signal reaches the server and not the task runner alone; by its name in the app,
  // so that Deno lays out the app's own packages.
  const server = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "@rally/rally/cli", "dev"],
    cwd: app,
    env: { PORT: port },
    signal: interrupted,
  }).spawn();
  const { code } = await server.status;
  return interrupted.aborted ? 0 : code;
}

if (import.meta.main) {
  const interrupt = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"]) process.on(name, () => interrupt.abort());
  const folder = mkdtempSync(join(tmpdir(), "rally-demo-"));
  let code = 1;
  try {
    code = await demo(folder, interrupt.signal);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  Deno.exit(code);
}
