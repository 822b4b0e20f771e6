/**
 * The weight of an app in the browser: every script that a page with a counter and a todo list loads, as `rally build`
 * writes it, in both modes. `tools/check_budget.ts` holds the figures to the budget.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import type { Asset, Manifest } from "../runtime/wire/manifest.ts";
import { runDeno } from "../tools/run_command.ts";
import { scaffold } from "../tools/scaffold.ts";
import { printTable } from "./table.ts";

/** Bytes of all scripts of a page; compressed file by file, as they are served. */
export interface Sizes {
  readonly files: number;
  readonly minified: number;
  readonly gzip: number;
  readonly brotli: number;
}

/** Builds the app as it is shipped and weighs what a first visit loads. */
export async function measureBundles(): Promise<{ readonly client: Sizes; readonly live: Sizes }> {
  const folder = mkdtempSync(join(tmpdir(), "rally-bundle-"));
  try {
    const app = join(folder, "app");
    await makeApp(app);
    const manifest: Manifest = JSON.parse(readFileSync(join(app, "dist", "manifest.json"), "utf8"));
    const { boot, live, pages } = manifest;
    const weigh = (assets: readonly Asset[]) => sizesOf(join(app, "dist", "assets"), assets);
    // The loop of a live page runs on the server, so its page module stays there.
    return { client: weigh([boot, pages.index]), live: weigh([boot, live]) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Prints the sizes. */
export async function bench(): Promise<void> {
  const sizes = await measureBundles();
  const row = (
    name: string,
    { files, minified, gzip, brotli }: Sizes,
  ) => [name, ...[files, minified, gzip, brotli].map(String)];
  printTable([
    ["counter + todo page", "files", "minified", "gzip", "brotli"],
    row("client mode", sizes.client),
    row("live mode", sizes.live),
  ]);
  console.log("\nbytes of every script that a first visit loads; expected: at most 9000 of gzip");
}

async function makeApp(app: string): Promise<void> {
  const made = await scaffold(app, "minimal");
  if (!made.ok) throw new Error(`Cannot make the app of the bench: "init" failed\n${made.output}`);
  rmSync(join(app, "app"), { recursive: true });
  cpSync(fileURLToPath(new URL("counter_todo", import.meta.url)), join(app, "app", "pages"), { recursive: true });
  for (const task of ["gen", "build"]) {
    const { ok, output } = await runDeno(["task", task], { cwd: app });
    if (!ok) throw new Error(`Cannot make the app of the bench: "${task}" failed\n${output}`);
  }
}

function sizesOf(folder: string, assets: readonly Asset[]): Sizes {
  const files = [...new Set(assets.flatMap(({ file, imports }) => [file, ...imports]))];
  const contents = files.map((file) => readFileSync(join(folder, basename(file))));
  const total = (weigh: (bytes: Uint8Array) => number) => contents.reduce((sum, bytes) => sum + weigh(bytes), 0);
  return {
    files: files.length,
    minified: total((bytes) => bytes.length),
    gzip: total((bytes) => gzipSync(bytes, { level: 9 }).length),
    brotli: total((bytes) => brotliCompressSync(bytes).length),
  };
}
