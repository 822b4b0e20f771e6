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

// No limits, and it says how much memory it holds: what the collector kept for the next page is given back first.
const main = `import { serve } from "@rally/rally/server";
import { app } from "./generated/app.ts";

await serve(app, {
  limits: { session: false, address: false, socket: false, sockets: false },
  extend(hono) {
    hono.get("/memory", (context) => {
      (globalThis as { gc?: (options: object) => void }).gc?.({ type: "major", flavor: "last-resort" });
      const { rss, heapUsed } = Deno.memoryUsage();
      return context.json({ resident: rss, objects: heapUsed });
    });
  },
});
`;

function must(task: string, { ok, output }: { readonly ok: boolean; readonly output: string }): void {
  if (!ok) throw new Error(`Cannot make the app of the bench: "${task}" failed\n${output}`);
}

/** What visitors do once they have come. */
export type Kind = "bare" | "idle";

/** What is held, in bytes. */
export interface Memory {
  /** By the process, as the system counts it. */
  readonly resident: number;
  /** The JavaScript objects of it. */
  readonly objects: number;
}

/** Who comes and goes before anything is counted. */
const firstVisitors = 1000;

/**
 * The memory of the server that visitors of a page add, divided by their number.
 *
 * @param counts How many there are when it is measured, one time after the other.
 */
export async function memoryOfEach(
  app: string,
  { path, counts, kind }: { readonly path: string; readonly counts: readonly number[]; readonly kind: Kind },
): Promise<Memory[]> {
  const server = await serve(app, smallMalloc);
  const come = (count: number) => openClients(server.url, path, count, kind);
  const clients: Deno.ChildProcess[] = [];
  try {
    // They make what a server that runs for a while has once, however many come: compiled code, templates, buffers.
    const first = await come(firstVisitors);
    await settledMemory(server.url);
    await end(first);
    const before = await settledMemory(server.url);
    const memories: Memory[] = [];
    for (const [at, count] of counts.entries()) {
      clients.push(await come(count - (counts[at - 1] ?? 0)));
      const after = await settledMemory(server.url);
      memories.push({
        resident: (after.resident - before.resident) / count,
        objects: (after.objects - before.objects) / count,
      });
    }
    return memories;
  } finally {
    await Promise.all(clients.map(end));
    await server.stop();
  }
}

// The system's allocator keeps what was freed, sometimes half a gigabyte of it, unless it is told not to.
const smallMalloc = { MALLOC_MMAP_THRESHOLD_: "65536", MALLOC_TRIM_THRESHOLD_: "131072" };

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

async function serve(app: string, env: Readonly<Record<string, string>> = {}): Promise<Served> {
  const { url, stop } = await startServer(["--v8-flags=--expose-gc", join("dist", "server.js")], {
    cwd: app,
    env: { PORT: "0", DATABASE_PATH: join(app, "app.db"), NO_COLOR: "1", ...env },
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

async function end(clients: Deno.ChildProcess): Promise<void> {
  clients.kill("SIGKILL");
  await clients.status;
}

/** What is held when nothing is left to be collected: the same amount as when it was asked before. */
async function settledMemory(url: string): Promise<Memory> {
  for (let last = Infinity;;) {
    const now: Memory = await (await fetch(`${url}/memory`)).json();
    if (now.resident > last * 0.995) return now;
    last = now.resident;
  }
}
