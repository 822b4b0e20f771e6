/**
 * Many sessions of a built app: what each holds of the server's memory, and how long a click takes. Server and visitors
 * are processes of their own.
 */
import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runDeno } from "../../tools/run_command.ts";
import { scaffold } from "../../tools/scaffold.ts";
import { type Served, startServer } from "../served.ts";
import type { Clicks } from "./clients.ts";

/** Builds the app of the bench in a folder that is not there yet. */
export async function makeApp(app: string): Promise<void> {
  must("init", await scaffold(app, "minimal"));
  rmSync(join(app, "app", "pages"), { recursive: true });
  for (const page of ["index.tsx", "rows.tsx"]) {
    cpSync(fileURLToPath(new URL(page, import.meta.url)), join(app, "app", "pages", page));
  }
  writeFileSync(join(app, "main.ts"), main);
  for (const task of ["gen", "build"]) must(task, await runDeno(["task", task], { cwd: app }));
}

// No limits, and it says how much memory it holds.
const main = `import { serve } from "@rally/rally/server";
import { app } from "./generated/app.ts";

await serve(app, {
  limits: { session: false, address: false, socket: false, sockets: false },
  extend(hono) {
    hono.get("/memory", (context) => {
      (globalThis as { gc?: () => void }).gc?.();
      return context.json(Deno.memoryUsage().rss);
    });
  },
});
`;

function must(task: string, { ok, output }: { readonly ok: boolean; readonly output: string }): void {
  if (!ok) throw new Error(`Cannot make the app of the bench: "${task}" failed\n${output}`);
}

/** What visitors do once they have come. */
export type Kind = "bare" | "idle";

/** The bytes of the server's memory that so many visitors of a page add, divided by their number. */
export async function memoryOfEach(app: string, path: string, count: number, kind: Kind): Promise<number> {
  const server = await serve(app);
  try {
    // The first visitors make what all share: compiled code, templates, buffers.
    (await openClients(server.url, path, 20, kind)).kill("SIGKILL");
    const before = await settledMemory(server.url);
    const clients = await openClients(server.url, path, count, kind);
    const after = await settledMemory(server.url);
    clients.kill("SIGKILL");
    await clients.status;
    return (after - before) / count;
  } finally {
    await server.stop();
  }
}

/** How long clicks take while so many visitors click once a second. */
export async function measureClicks(app: string, path: string, count: number): Promise<Clicks> {
  const server = await serve(app);
  try {
    const { success, stdout } = await clientProcess(server.url, path, count, "click").output();
    if (!success) throw new Error("The visitors of the bench failed");
    return JSON.parse(new TextDecoder().decode(stdout));
  } finally {
    await server.stop();
  }
}

async function serve(app: string): Promise<Served> {
  const { url, stop } = await startServer(["--v8-flags=--expose-gc", join("dist", "server.js")], {
    cwd: app,
    env: { PORT: "0", DATABASE_PATH: join(app, "app.db"), NO_COLOR: "1" },
  });
  return { url: url.replace(/\/$/, ""), stop };
}

function clientProcess(url: string, path: string, count: number, kind: string): Deno.Command {
  const script = fileURLToPath(new URL("clients.ts", import.meta.url));
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", script, url, path, String(count), kind],
    stdout: "piped",
    stderr: "inherit",
  });
}

async function openClients(url: string, path: string, count: number, kind: Kind): Promise<Deno.ChildProcess> {
  const clients = clientProcess(url, path, count, kind).spawn();
  const { done } = await clients.stdout.getReader().read();
  if (done) throw new Error("The visitors of the bench failed");
  return clients;
}

/** What is held when nothing is left to be collected: the same amount as when it was asked before. */
async function settledMemory(url: string): Promise<number> {
  for (let last = Infinity;;) {
    const now: number = await (await fetch(`${url}/memory`)).json();
    if (now > last * 0.995) return Math.min(now, last);
    last = now;
  }
}
