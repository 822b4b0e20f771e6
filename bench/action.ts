/**
 * Durable saves over real sockets: a built app with everything on (decoding, zod, session, idempotency key, handler, FULL
 * commit, answer) against the same insert by hand with a commit for each. Server, comparison and clients are processes.
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runDeno } from "../tools/run_command.ts";
import { scaffold } from "../tools/scaffold.ts";
import type { Load } from "./action/load.ts";
import { type Served, startServer } from "./served.ts";
import { median, printTable } from "./table.ts";

const rounds = 7;
const milliseconds = 1_500;

/** Prints saves per second and how long they took; Rally and the comparison take turns. */
export async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "rally-action-"));
  const bare = await startServer([fileURLToPath(new URL("action/bare.ts", import.meta.url)), join(folder, "bare.db")]);
  const app = await serveRally(join(folder, "app"));
  try {
    const cookie = await signIn(app.url);
    for (const asked of [{ clients: 1 }, { clients: 50 }, { clients: 200 }, { clients: 200, perSecond: 3_000 }]) {
      const loads: Record<"bare" | "rally", Load[]> = { bare: [], rally: [] };
      for (let round = 0; round <= rounds; round++) {
        const pair = [await load(bare.url, "", asked), await load(app.url, cookie, asked)] as const;
        // The first round warms the caches of both.
        if (round === 0) continue;
        loads.bare.push(pair[0]);
        loads.rally.push(pair[1]);
      }
      print(asked, loads);
    }
  } finally {
    await bare.stop();
    await app.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(`medians of ${rounds} interleaved rounds; expected with 200 clients: a p99 of 25 ms at 3,000 saves/s`);
}

/** So many clients, that together ask for so many saves; without a number, as soon as they are answered. */
interface Asked {
  readonly clients: number;
  readonly perSecond?: number;
}

function print(
  { clients, perSecond }: Asked,
  { bare, rally }: Readonly<Record<"bare" | "rally", readonly Load[]>>,
): void {
  const line = (name: string, loads: readonly Load[]) => [
    name,
    median(loads.map(({ rate }) => rate)).toFixed(0),
    median(loads.map(({ rate }, round) => rate / bare[round]!.rate)).toFixed(2),
    median(loads.map(({ p50 }) => p50)).toFixed(2),
    median(loads.map(({ p99 }) => p99)).toFixed(2),
  ];
  printTable([
    [
      `clients: ${clients}${perSecond === undefined ? "" : `, asking for ${perSecond}/s`}`,
      "saves/s",
      "ratio",
      "p50 ms",
      "p99 ms",
    ],
    line("insert by hand, a commit for each", bare),
    line("Rally's action", rally),
  ]);
  console.log();
}

async function load(url: string, cookie: string, { clients, perSecond }: Asked): Promise<Load> {
  const pause = perSecond === undefined ? 0 : clients / perSecond * 1000;
  const script = fileURLToPath(new URL("action/load.ts", import.meta.url));
  const { success, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", script, url, cookie, ...[clients, milliseconds, pause].map(String)],
    stderr: "inherit",
  }).output();
  if (!success) throw new Error("The clients of the bench failed");
  return JSON.parse(new TextDecoder().decode(stdout));
}

async function signIn(url: string): Promise<string> {
  const body = new URLSearchParams({ name: "ada" });
  const response = await fetch(`${url}?_action=${encodeURIComponent("/#enter")}`, {
    method: "POST",
    body,
    redirect: "manual",
    headers: { origin: new URL(url).origin },
  });
  await response.body?.cancel();
  const cookie = response.headers.get("set-cookie")?.split(";")[0];
  if (!cookie) throw new Error(`Cannot sign in: got status ${response.status} without a cookie`);
  return cookie;
}

async function serveRally(app: string): Promise<Served> {
  must("init", await scaffold(app, "minimal"));
  rmSync(join(app, "app", "pages"), { recursive: true });
  cpSync(
    fileURLToPath(new URL("action/index.tsx", import.meta.url)),
    join(app, "app", "pages", "index.tsx"),
  );
  writeFileSync(
    join(app, "main.ts"),
    'import { serve } from "@rally/rally/server";\nimport { app } from "./generated/app.ts";\n\n' +
      "await serve(app, { limits: { session: false, address: false, socket: false } });\n",
  );
  for (const task of ["gen", "build"]) must(task, await runDeno(["task", task], { cwd: app }));
  return await startServer([join("dist", "server.js")], {
    cwd: app,
    env: { PORT: "0", DATABASE_PATH: join(app, "app.db"), NO_COLOR: "1" },
  });
}

function must(task: string, { ok, output }: { readonly ok: boolean; readonly output: string }): void {
  if (!ok) throw new Error(`Cannot make the app of the bench: "${task}" failed\n${output}`);
}
