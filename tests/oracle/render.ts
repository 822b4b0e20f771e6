/**
 * Renders views by their source: compiled by Deno for Rally's server, and by esbuild for Preact, which is the oracle.
 *
 * @module
 */
import * as esbuild from "esbuild";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { preamble } from "./views.ts";

/** One view as both have rendered it: HTML, or what was thrown. */
export interface Rendered {
  readonly own: string;
  readonly oracle: string;
}

// esbuild and swc take longer than their share for one module of many thousand views.
const viewsPerFile = 1000;

/** Renders every view twice. */
export async function renderBoth(sources: readonly string[]): Promise<Rendered[]> {
  const folder = await Deno.makeTempDir({ prefix: "rally_oracle_" });
  try {
    const files = Array.from({ length: Math.ceil(sources.length / viewsPerFile) }, (_, at) => `views_${at}.tsx`);
    for (const [at, file] of files.entries()) {
      const views = sources.slice(at * viewsPerFile, (at + 1) * viewsPerFile).map((source) => `  () => ${source},\n`);
      await Deno.writeTextFile(join(folder, file), `${preamble}\nexport const views = [\n${views.join("")}];\n`);
    }
    const [own, oracle] = await Promise.all([renderOwn(folder, files), renderOracle(folder, files)]);
    return own.map((html, at) => ({ own: html, oracle: oracle[at]! }));
  } finally {
    await Deno.remove(folder, { recursive: true });
    await esbuild.stop();
  }
}

function renderAll(render: string, files: readonly string[]): string {
  const imports = files.map((file, at) => `import { views as views${at} } from "./${file}";\n`).join("");
  return `${imports}
    const views = [${files.map((_, at) => `...views${at}`).join(", ")}];
    function html(view) {
      // A lone surrogate is no text: it leaves the server as another character.
      try { return ${render}(view()).toWellFormed(); } catch (error) { return "threw " + error; }
    }
    export const pages = views.map(html);`;
}

async function renderOwn(folder: string, files: readonly string[]): Promise<string[]> {
  const here = (file: string) => new URL(`../../runtime/render/${file}`, import.meta.url).href;
  const config = {
    imports: { "rally/jsx-runtime": here("jsx_runtime.ts") },
    compilerOptions: {
      jsx: "precompile",
      jsxImportSource: "rally",
      jsxPrecompileSkipElements: ["select", "textarea", "option"],
    },
  };
  await Deno.writeTextFile(join(folder, "deno.json"), JSON.stringify(config));
  await Deno.writeTextFile(
    join(folder, "main.ts"),
    `import { renderToHtml } from "${here("render_html.ts")}";
     ${renderAll("renderToHtml", files)}
     await Deno.writeTextFile("own.json", JSON.stringify(pages));`,
  );
  const { stderr, success } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "--no-lock", "--allow-read", "--allow-write", "main.ts"],
    cwd: folder,
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return JSON.parse(await Deno.readTextFile(join(folder, "own.json")));
}

async function renderOracle(folder: string, files: readonly string[]): Promise<string[]> {
  const outfile = join(folder, "oracle.mjs");
  await esbuild.build({
    stdin: {
      contents: `import { renderToString } from "preact-render-to-string";\n${renderAll("renderToString", files)}`,
      resolveDir: folder,
    },
    bundle: true,
    format: "esm",
    outfile,
    jsx: "automatic",
    jsxImportSource: "preact",
    logLevel: "silent",
    nodePaths: [fileURLToPath(new URL("../../node_modules", import.meta.url))],
    tsconfigRaw: {},
  });
  const { pages } = await import(pathToFileURL(outfile).href);
  return pages;
}
