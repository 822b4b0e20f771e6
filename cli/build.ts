/**
 * `rally build`: writes `dist/`.
 *
 * @module
 */
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { bundleBrowser } from "../codegen/bundle/bundle_browser.ts";
import { bundleServer } from "../codegen/bundle/bundle_server.ts";
import { checkAppFolder, checkPackages } from "./app/app_folder.ts";
import { compressFiles } from "./app/compress_files.ts";
import { generateApp, type GeneratedApp } from "./app/generate_app.ts";
import { prerenderApp } from "./app/prerender_app.ts";
import { sizeTable } from "./app/size_table.ts";
import { problemsFailure } from "./app/problems.ts";
import { type Command, defineCommand } from "./core/command.ts";
import { failed } from "./core/command_error.ts";
import { step } from "./core/step.ts";
import type { Terminal } from "./core/terminal.ts";

/** Everything is made here first, so that a build that fails leaves the last one as it is. */
const staging = ".rally/dist";

/** Folders of the sources that a server needs, and where they lie in `dist/`. */
const copied = [["static", "static"], ["db/migrations", "migrations"], ["db/seeds", "seeds"]];

/** Folders of `dist/` whose files go to the browser. */
const sent = ["assets", "static", "prerendered"];

/** The command. */
export const build: Command = defineCommand({
  name: "build",
  operands: [],
  options: {
    prerender: { type: "flag", about: "Render static pages now, for the server and for static hosts" },
  },
  about: `Write everything that production needs into dist/: the server in one file, the
scripts of the browser, static files, migrations and seeds.

rally start serves it; the sources are not needed any more.

With --prerender the pages of mode static whose address has no parameters and
that read neither the database nor the session are rendered into
dist/prerendered/. The others are named with the reason, and rendered when they
are asked for.`,
  examples: ["rally build", "rally build --prerender"],
  async run({ terminal, options, directory: root }) {
    checkAppFolder(root);
    checkPackages(root);
    const app = await step(terminal, "Generating", async () => ({
      result: await generate(root, terminal),
      done: "Generated code is up to date",
    }));
    rmSync(join(root, staging), { recursive: true, force: true });
    mkdirSync(join(root, staging), { recursive: true });
    await step(terminal, "Bundling the pages", async () => ({
      result: await bundlePages(root, app, terminal),
      done: `Bundled ${app.bundleParts.length} pages and layouts for the browser`,
    }));
    await step(terminal, "Bundling the server", async () => ({
      result: await bundleMain(root, terminal),
      done: "Bundled the server",
    }));
    for (const [from, to] of copied) copyFolder(join(root, from), join(root, staging, to));
    if (options.prerender) await prerenderPages(root, terminal);
    await step(terminal, "Compressing", async () => ({
      result: undefined,
      done: `Compressed ${countOf(await compressAll(root), "file")}`,
    }));
    rmSync(join(root, "dist"), { recursive: true, force: true });
    renameSync(join(root, staging), join(root, "dist"));
    terminal.write(`\n${sizeTable(root)}`);
    return 0;
  },
});

async function generate(root: string, terminal: Terminal): Promise<GeneratedApp> {
  const app = await generateApp(root, { write: true });
  if (app.problems.length > 0) throw problemsFailure(terminal, app.problems);
  return app;
}

async function bundlePages(root: string, app: GeneratedApp, terminal: Terminal): Promise<void> {
  const { problems } = await bundleBrowser({
    root,
    parts: app.bundleParts,
    topicCodecs: app.topicCodecs,
    functions: app.functions,
    outDir: staging,
    minify: true,
    sourcemap: false,
  });
  if (problems.length > 0) throw problemsFailure(terminal, problems);
}

async function bundleMain(root: string, terminal: Terminal): Promise<void> {
  if (!existsSync(join(root, "main.ts"))) throw failed('"main.ts" is missing', "It calls serve(app), see the README");
  try {
    await bundleServer({ root, entry: "main.ts", outFile: `${staging}/server.js` });
  } catch (error) {
    if (!(error instanceof Error) || error instanceof Deno.errors.NotCapable) throw error;
    terminal.writeError(`${error.message}\n`);
    throw failed("Deno could not bundle the server", "Mend what it says above and run the command again");
  }
}

async function prerenderPages(root: string, terminal: Terminal): Promise<void> {
  const refused = await step(terminal, "Rendering static pages", async () => {
    const pages = await prerenderApp({ root, build: staging });
    const result = pages.filter((page) => page.type === "refused");
    return { result, done: `Rendered ${countOf(pages.length - result.length, "static page")}` };
  });
  for (const { path, reason } of refused) terminal.write(`  ${path} is rendered when it is asked for: ${reason}\n`);
}

async function compressAll(root: string): Promise<number> {
  const counts = await Promise.all(sent.map((folder) => compressFiles(root, `${staging}/${folder}`)));
  return counts.reduce((sum, count) => sum + count, 0);
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function copyFolder(from: string, to: string): void {
  if (existsSync(from)) cpSync(from, to, { recursive: true });
}
