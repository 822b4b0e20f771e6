/**
 * The browser boundary, case by case: each folder of `tests/golden/bundle` is an app. `problems.txt` holds what its
 * build says; without problems `kept.txt` holds what of the app's own modules is in the bundle, unminified.
 * `UPDATE_GOLDEN=1` writes both.
 */
import { strictEqual } from "node:assert";
import { existsSync } from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { formatProblems } from "../problem.ts";
import { type Bundler, createBundler } from "./bundle_browser.ts";
import { copyTestApp, filesBelow, type TestApp } from "./test_fixture.ts";

const cases = fileURLToPath(new URL("../../tests/golden/bundle", import.meta.url));
const update = Deno.env.get("UPDATE_GOLDEN") === "1";

/** What belongs to the server in any of the cases. */
const serverText = /\bzod\b|safeParse|node:|\bSELECT\s|UPDATE games|PRAGMA|\bDeno\.|process\.|secret/i;

Deno.test("bundleBrowser() keeps server code out of the browser", async (test) => {
  const bundler = createBundler();
  for (const name of (await readdir(cases)).sort()) {
    await test.step(name, () => checkCase(bundler, join(cases, name)));
  }
  await bundler.dispose();
});

async function checkCase(bundler: Bundler, directory: string): Promise<void> {
  const contracts = join(directory, "contracts.json");
  const app = await copyTestApp(directory, existsSync(contracts) ? JSON.parse(await readFile(contracts, "utf8")) : {});
  try {
    const options = await app.options();
    const { manifest, problems } = await bundler.build(options);
    await compare(join(directory, "problems.txt"), formatProblems(problems));
    const kept = manifest ? await keptModules(app) : "";
    await compare(join(directory, "kept.txt"), kept);
    const minified = await bundler.build({ ...options, minify: true });
    strictEqual(formatProblems(minified.problems), formatProblems(problems), "Minifying changes what is found");
    for (const text of manifest ? [kept, ...await bundleTexts(app)] : []) {
      strictEqual(serverText.exec(text)?.[0], undefined, `Server code in:\n${text}`);
    }
  } finally {
    await app.remove();
  }
}

/** Compares with a file of the case; no text means no file. */
async function compare(file: string, actual: string): Promise<void> {
  if (update) return actual ? await writeFile(file, actual) : await rm(file, { force: true });
  strictEqual(actual, existsSync(file) ? await readFile(file, "utf8") : "");
}

async function bundleTexts(app: TestApp): Promise<string[]> {
  const assets = join(app.root, ".rally", "assets");
  return await Promise.all((await filesBelow(assets)).map((name) => readFile(join(assets, name), "utf8")));
}

/** The parts of the bundle that stem from the app's modules; esbuild heads each with the module's path. */
async function keptModules(app: TestApp): Promise<string> {
  const sections = (await bundleTexts(app)).flatMap((text) => text.split(/^(?=\/\/ [\w@.:/[\]-]+$)|^(?=export \{)/m));
  return sections.filter((section) => /^\/\/ (app|generated)\//.test(section)).sort().join("");
}
