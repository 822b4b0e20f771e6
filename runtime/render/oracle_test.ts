import { deepStrictEqual } from "node:assert";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import * as esbuild from "esbuild";
import { viewsSource } from "./oracle_views_test.ts";

const cases = Number(Deno.env.get("RALLY_CASES") ?? 400);
const seed = Number(Deno.env.get("RALLY_SEED") ?? 1);

// The same source, compiled for the server by Deno and for the browser by esbuild, must give the same page.
Deno.test("renderToHtml equals preact-render-to-string on generated views", async () => {
  const folder = await Deno.makeTempDir({ prefix: "rally_oracle_" });
  try {
    const source = viewsSource(seed, cases);
    await Deno.writeTextFile(join(folder, "views.tsx"), source);
    const [own, oracle] = await Promise.all([renderPrecompiled(folder), renderWithPreact(folder)]);
    const lines = source.slice(source.indexOf("export const views")).split(/\n(?= {2}\(\) =>)/).slice(1);
    const differing = own.flatMap((html, at) =>
      normalised(html) === normalised(oracle[at]!) ? [] : [{ source: lines[at], own: html, oracle: oracle[at] }]
    );
    deepStrictEqual(differing.slice(0, 3), [], `${differing.length} of ${cases} views differ`);
    deepStrictEqual(own.length, cases);
  } finally {
    await Deno.remove(folder, { recursive: true });
    await esbuild.stop();
  }
});

async function renderPrecompiled(folder: string): Promise<string[]> {
  const here = (file: string) => new URL(file, import.meta.url).href;
  const config = {
    imports: { "rally/jsx-runtime": here("./jsx_runtime.ts") },
    compilerOptions: {
      jsx: "precompile",
      jsxImportSource: "rally",
      jsxPrecompileSkipElements: ["select", "textarea", "option"],
    },
  };
  await Deno.writeTextFile(join(folder, "deno.json"), JSON.stringify(config));
  await Deno.writeTextFile(
    join(folder, "main.ts"),
    `import { renderToHtml } from "${here("./render_html.ts")}";
     import { views } from "./views.tsx";
     console.log(JSON.stringify(views.map((view) => renderToHtml(view()))));`,
  );
  const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "--no-lock", "--allow-read", "main.ts"],
    cwd: folder,
    stdout: "piped",
    stderr: "piped",
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout));
}

async function renderWithPreact(folder: string): Promise<string[]> {
  const outfile = join(folder, "oracle.mjs");
  await esbuild.build({
    stdin: {
      contents: `import { renderToString } from "preact-render-to-string";
        import { views } from ${JSON.stringify(join(folder, "views.tsx"))};
        export const pages = views.map((view) => renderToString(view()));`,
      resolveDir: fileURLToPath(new URL(".", import.meta.url)),
    },
    bundle: true,
    format: "esm",
    outfile,
    jsx: "automatic",
    jsxImportSource: "preact",
    nodePaths: [fileURLToPath(new URL("../../node_modules", import.meta.url))],
    tsconfigRaw: {},
  });
  const { pages } = await import(pathToFileURL(outfile).href);
  return pages;
}

// What is left to taste: the order of attributes, the slash of void elements, `x=""` for `x`, needless entities.
function normalised(html: string): string {
  const tags = html.replace(/<([a-zA-Z][^\s/>]*)((?:\s+[^\s=/>"]+(?:="[^"]*")?)*)\s*\/?>/g, (_, tag, attributes) => {
    const list = [...attributes.matchAll(/[^\s=/>"]+(?:="[^"]*")?/g)].map(([each]) => each.replace(/=""$/, ""));
    return `<${[tag, ...list.sort()].join(" ")}>`;
  });
  return tags.replaceAll("&gt;", ">").replaceAll("&#39;", "'");
}
