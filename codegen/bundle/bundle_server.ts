/**
 * Builds the server's half of an app: one file with everything in it, by `deno bundle`, which is the only bundler that
 * compiles TSX as Deno does (`"jsx": "precompile"`). `rally build` calls it.
 */
import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { promisify } from "node:util";

/** What to bundle, and where to. */
export interface ServerBundleOptions {
  /** The app's directory; its `deno.json` tells how to resolve and to compile. */
  readonly root: string;
  /** The entry, relative to the root: `main.ts`. */
  readonly entry: string;
  /** The file to write, absolute or relative to the root. */
  readonly outFile: string;
}

/** What `runtime/server/serve.ts` imports in development alone, as it is written there. */
const devServer = "./dev/dev_server.ts";

/**
 * Bundles the server into one file.
 *
 * @throws {Error} If `deno bundle` fails; the message holds what it said.
 */
export async function bundleServer({ root, entry, outFile }: ServerBundleOptions): Promise<void> {
  const output = resolve(root, outFile);
  await mkdir(dirname(output), { recursive: true });
  const args = ["bundle", "--platform", "deno", "--external", devServer, "--output", output, entry];
  try {
    await promisify(execFile)(Deno.execPath(), args, { cwd: root, env: { ...Deno.env.toObject(), NO_COLOR: "1" } });
  } catch (error) {
    throw new Error(`Cannot bundle "${entry}" for the server:\n${stderrOf(error)}`, { cause: error });
  }
  await writeFile(output, withoutDevServer(withoutNativeAddOns(await readFile(output, "utf8"))));
}

/**
 * Takes the reads of two environment variables out of `ws`. They ask whether to look for native add-ons, which the
 * bundle does not hold; without them the server needs no permission for these names.
 */
export function withoutNativeAddOns(text: string): string {
  return text.replaceAll(/\bprocess\d*\.env\.(?:WS_NO_BUFFER_UTIL|WS_NO_UTF_8_VALIDATE)\b/g, '"1"');
}

/** Puts the reason in the place of the import of a module that a build leaves out. */
export function withoutDevServer(text: string): string {
  const reason = 'Cannot serve a build with RALLY_DEV=1: run "deno task dev"';
  return text.replace(`import("${devServer}")`, () => `Promise.reject(new Error(${JSON.stringify(reason)}))`);
}

function stderrOf(error: unknown): string {
  const text = error instanceof Error && "stderr" in error ? String(error.stderr) : String(error);
  return text.split("\n").filter((line) => !line.includes("deno bundle is experimental")).join("\n").trim();
}
