/**
 * The browser's side of a page with 1,000 rows, in a real Chromium: coming alive, and one click that changes one row.
 * Rally's page against the same table in bare Preact, which has no state to read, no codecs, no connection and no loop.
 */
import * as esbuild from "esbuild";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { ensureChromium } from "../tools/find_chromium.ts";
import { runDeno } from "../tools/run_command.ts";
import { scaffold } from "../tools/scaffold.ts";
import { rows } from "./rows/table.ts";
import { type Served, startServer } from "./served.ts";
import { median, printTable } from "./table.ts";

const rounds = 9;
const clicks = 40;

/** Milliseconds of one visit. */
interface Visit {
  readonly hydrate: number;
  readonly update: number;
}

/** Prints both pages' times and their ratios; the visits take turns. */
export async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "rally-rows-"));
  const bare = await serveBare();
  const app = await serveRally(join(folder, "app"));
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: ["--no-sandbox"] });
  const visits: Record<"bare" | "rally", Visit[]> = { bare: [], rally: [] };
  try {
    for (let round = 0; round <= rounds; round++) {
      const pair = [
        await visit(browser, bare.url, "hydrated"),
        await visit(browser, app.url, "rallyHydrated"),
      ] as const;
      // The first round warms the caches of both.
      if (round === 0) continue;
      visits.bare.push(pair[0]);
      visits.rally.push(pair[1]);
    }
  } finally {
    await browser.close();
    bare.stop();
    await app.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  print(visits);
}

function print({ bare, rally }: Readonly<Record<"bare" | "rally", readonly Visit[]>>): void {
  const line = (name: string, of: (visit: Visit) => number) => [
    name,
    median(bare.map(of)).toFixed(2),
    median(rally.map(of)).toFixed(2),
    median(rally.map((visit, round) => of(visit) / of(bare[round]!))).toFixed(2),
  ];
  printTable([
    ["1,000 rows, milliseconds", "bare Preact", "Rally", "ratio"],
    line("hydrate", ({ hydrate }) => hydrate),
    line("update of one row", ({ update }) => update),
  ]);
  console.log(`\nmedians of ${rounds} interleaved visits with ${clicks} clicks each`);
}

/**
 * Opens a page and measures inside it.
 *
 * @param mark The global that holds the milliseconds from the first line of the page's script to the live page.
 */
async function visit(browser: Browser, url: string, mark: string): Promise<Visit> {
  const page = await browser.newPage({ bypassCSP: true });
  // Rally's first script starts by reading the state of the document, and says when all loops have started.
  await page.addInitScript(`
    let started;
    const find = Document.prototype.getElementById;
    Document.prototype.getElementById = function (id) {
      started ??= performance.now();
      return find.call(this, id);
    };
    new MutationObserver((_, observer) => {
      if (document.documentElement?.dataset.rally !== "ready") return;
      observer.disconnect();
      globalThis.rallyHydrated = performance.now() - started;
    }).observe(document, { attributes: true, subtree: true, attributeFilter: ["data-rally"] });`);
  await page.goto(url, { waitUntil: "load" });
  await page.waitForFunction((name) => name in globalThis, mark);
  const hydrate = await page.evaluate((name) => (globalThis as unknown as Record<string, number>)[name]!, mark);
  const update = await page.evaluate(async (count) => {
    const button = document.querySelector("button")!;
    const output = document.querySelector("output")!;
    const times: number[] = [];
    for (let step = 0; step < count; step++) {
      const started = performance.now();
      const changed = new Promise((resolve) =>
        new MutationObserver(resolve).observe(output, { characterData: true, childList: true, subtree: true })
      );
      button.click();
      await changed;
      times.push(performance.now() - started);
      await new Promise(requestAnimationFrame);
    }
    return times.sort((left, right) => left - right)[count >> 1]!;
  }, clicks);
  await page.close();
  return { hydrate, update };
}

async function serveRally(app: string): Promise<Served> {
  must("init", await scaffold(app, "minimal"));
  rmSync(join(app, "app"), { recursive: true });
  cpSync(fileURLToPath(new URL("rows/index.tsx", import.meta.url)), join(app, "app", "pages", "index.tsx"));
  cpSync(fileURLToPath(new URL("rows/table.ts", import.meta.url)), join(app, "app", "pages", "table.ts"));
  for (const task of ["gen", "build"]) must(task, await runDeno(["task", task], { cwd: app }));
  return await startServer([join("dist", "server.js")], {
    cwd: app,
    env: { PORT: "0", DATABASE_PATH: join(app, "app.db"), NO_COLOR: "1" },
  });
}

function must(task: string, { ok, output }: { readonly ok: boolean; readonly output: string }): void {
  if (!ok) throw new Error(`Cannot make the app of the bench: "${task}" failed\n${output}`);
}

/** The same table by hand: the HTML as Preact would have rendered it, and one script. */
async function serveBare(): Promise<Served> {
  const { outputFiles } = await esbuild.build({
    entryPoints: [fileURLToPath(new URL("rows/bare.js", import.meta.url))],
    bundle: true,
    define: { "process.env.NODE_ENV": '"production"' },
    format: "esm",
    minify: true,
    write: false,
  });
  await esbuild.stop();
  const cells = rows().map(({ id, label, count }) => `<tr><td>${id}</td><td>${label}</td><td>${count}</td></tr>`);
  const html = `<!doctype html><html><head><link rel="icon" href="data:,"></head><body><div id="root"><main>` +
    `<button type="button">Touch</button><output>0</output><table><tbody>${
      cells.join("")
    }</tbody></table></main></div>` +
    `<script type="application/json" id="state">${JSON.stringify(rows())}</script>` +
    `<script type="module" src="/bare.js"></script></body></html>`;
  const server = createServer((request, response) => {
    const isScript = request.url === "/bare.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html; charset=utf-8");
    response.end(isScript ? outputFiles[0]!.contents : html);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, stop: () => void server.close() };
}
