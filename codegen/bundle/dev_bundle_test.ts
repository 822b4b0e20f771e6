import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type BundleOptions, createBundler } from "./bundle_browser.ts";
import { createTestApp } from "./test_fixture.ts";

const files = {
  "app/heading.tsx": `export const Heading = () => <h1>Counter</h1>;\n`,
  "app/secret.ts": `export const secret = Deno.env.get("SECRET");\n`,
  "app/pages/index.tsx": `import { Heading } from "../heading.tsx";
import { secret } from "../secret.ts";
export const view = () => <Heading />;
export const load = () => ({ secret });
`,
  "app/pages/about.tsx": "export const view = () => <p>About</p>;\n",
};

/** What only the code for development says. */
const devText =
  /rally\.dev|rally-dev|Dev panel|started anew|data-rally-build|adoptedStyleSheets|hotPart|dev:loop|rally-wire|x-rally-line|console\.debug/;

async function bundleText(root: string): Promise<string> {
  const folder = join(root, ".rally", "assets");
  return (await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), "utf8")))).join("\n");
}

Deno.test("a production bundle holds nothing of the dev loop, a development bundle all of it", async () => {
  const app = await createTestApp(files);
  const options: BundleOptions = { ...await app.options(), bootModule: undefined };
  const bundler = createBundler();
  const built = await bundler.build({ ...options, minify: true });
  deepStrictEqual(built.problems, []);
  strictEqual(built.manifest?.dev, undefined);
  ok(!devText.test(await bundleText(app.root)));

  const dev = await bundler.build({ ...options, dev: true });
  match(dev.manifest?.dev?.file ?? "", /\/dev-\w+\.js$/);
  const text = await bundleText(app.root);
  match(text, devText);
  for (const said of ["rally-wire", "x-rally-line", "console.debug"]) ok(text.includes(said), said);
  await bundler.dispose();
  await app.remove();
});

Deno.test("updatePart() builds one part anew, with the Preact of the page that it is for", async () => {
  const app = await createTestApp(files);
  const bundler = createBundler();
  const built = await bundler.build({ ...await app.options(), bootModule: undefined, dev: true });
  ok(built.manifest);
  deepStrictEqual([...built.modules.browser.get("index") ?? []].filter((file) => file.startsWith("app/")), [
    "app/heading.tsx",
    "app/pages/index.tsx",
  ]);
  deepStrictEqual([...built.modules.importers.get("app/secret.ts") ?? []], ["app/pages/index.tsx"]);

  await app.write({ "app/heading.tsx": "export const Heading = () => <h1>Numbers</h1>;\n" });
  const update = await bundler.updatePart("index");
  ok("code" in update);
  match(update.code, /Numbers/);
  match(update.code, /Symbol\.for\("rally\.dev"\)/);
  ok(!/SECRET|__PREACT|prepareRegion|About/.test(update.code));
  ok(JSON.parse(update.map).sources.includes("../../app/heading.tsx"));
  await bundler.dispose();
  await app.remove();
});

Deno.test("updatePart() says what is wrong, at the author's place", async () => {
  const app = await createTestApp(files);
  const bundler = createBundler();
  await bundler.build({ ...await app.options(), bootModule: undefined, dev: true });
  const problemsOf = async (text: string) => {
    await app.write({ "app/heading.tsx": text });
    return (await bundler.updatePart("index")).problems.map(({ file, line, column }) => `${file}:${line}:${column}`);
  };
  deepStrictEqual(await problemsOf("export const Heading = () => ;\n"), ["app/heading.tsx:1:30"]);
  deepStrictEqual(await problemsOf(`import { secret } from "./secret.ts";\nexport const Heading = () => secret;\n`), [
    "app/pages/index.tsx:1:1",
  ]);
  deepStrictEqual(await problemsOf(files["app/heading.tsx"]), []);
  await bundler.dispose();
  await app.remove();
});
