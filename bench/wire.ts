/**
 * The wire's codecs: bytes and microseconds to write and to read a value, against JSON with zod, MessagePack and devalue, in
 * Deno and in Chromium. (MessagePack by its reference implementation: msgpackr installs native parts that not every
 * registry has.)
 */
import * as esbuild from "esbuild";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { ensureChromium } from "../tools/find_chromium.ts";
import { printTable } from "./table.ts";
import { measure, type Measured } from "./wire/measure.ts";

const rounds = 15;

/** Prints a table for each value. */
export async function bench(): Promise<void> {
  print("Deno", measure(rounds));
  print("Chromium", await inChromium());
  console.log(`medians of ${rounds} interleaved rounds; microseconds, and in brackets the ratio to JSON and zod`);
}

async function inChromium(): Promise<Measured[]> {
  const { outputFiles } = await esbuild.build({
    entryPoints: [fileURLToPath(new URL("wire/measure.ts", import.meta.url))],
    bundle: true,
    define: { "process.env.NODE_ENV": '"production"' },
    format: "iife",
    globalName: "wire",
    minify: true,
    write: false,
  });
  await esbuild.stop();
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: outputFiles[0]!.text });
    return await page.evaluate(`wire.measure(${rounds})`);
  } finally {
    await browser.close();
  }
}

function print(where: string, measured: readonly Measured[]): void {
  for (const [value, rows] of Map.groupBy(measured, ({ value }) => value)) {
    const base = rows.find(({ way }) => way === "JSON and zod")!;
    const cell = (of: (row: Measured) => number, row: Measured) =>
      `${of(row).toFixed(2)} (${(of(row) / of(base)).toFixed(2)})`;
    printTable([
      [`${value}, in ${where}`, "bytes", "write", "read"],
      ...rows.map((row) => [
        row.way,
        String(row.bytes),
        cell(({ encode }) => encode, row),
        cell(({ decode }) => decode, row),
      ]),
    ]);
    console.log();
  }
}
