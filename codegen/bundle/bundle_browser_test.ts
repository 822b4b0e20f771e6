import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Asset, Manifest } from "../../runtime/wire/manifest.ts";
import { formatProblems } from "../problem.ts";
import { bundleBrowser, type BundleOptions, createBundler } from "./bundle_browser.ts";
import { createTestApp, filesBelow, type TestApp } from "./test_fixture.ts";

const counter = `import { action, calls, none, page } from "@rally/rally";
import { z } from "zod";
import { heading } from "../heading.ts";

export const contract = page("/", { data: z.int(), actions: { add: action(z.object({ by: z.int() }), z.int()) } });
const server = calls(contract);

export const init = ({ data }: { data: number }) => [{ count: data }, none] as const;
export const update = (model: { count: number }, by: number) =>
  [{ count: model.count + by }, [server.add({ by }, (result) => result.ok ? result.value : 0)]] as const;
export const view = (model: { count: number }) => <p title={heading}>{model.count}</p>;

export const load = () => z.int().parse(3);
`;

const files = {
  "app/heading.ts": `export const heading = "Counter";\n`,
  "app/pages/index.tsx": counter,
  "app/pages/about.tsx": `import { heading } from "../heading.ts";\nexport const view = () => <h1>{heading}</h1>;\n`,
};

const contracts = { "app/pages/index.tsx": { kind: "page", path: "/", actions: { add: { over: "post" } } } } as const;

Deno.test("bundleBrowser() writes page modules that work", async () => {
  const app = await createTestApp(files, contracts);
  for (const minify of [false, true]) {
    const manifest = await build({ ...await app.options(), minify });
    const page = await importAsset(app, manifest.pages.index);
    const [model, effects] = page.init({ data: 3 });
    deepStrictEqual([model, effects], [{ count: 3 }, []]);
    const [next, [{ toMessage, ...effect }]] = page.update(model, 2);
    deepStrictEqual(next, { count: 5 });
    deepStrictEqual(effect, { type: "call", call: { owner: "/", action: "add", over: "post" }, input: { by: 2 } });
    strictEqual(toMessage({ ok: true, value: 7 }), 7);
    const { type, props } = page.view(next);
    deepStrictEqual({ type, props }, { type: "p", props: { title: "Counter", children: 5 } });
    deepStrictEqual(Object.keys(page).sort(), ["init", "prepareRegion", "update", "view", "wire"]);
  }
  await app.remove();
});

Deno.test("bundleBrowser() names every file in the manifest and leaves no other", async () => {
  const app = await createTestApp(files, contracts);
  const manifest = await build(await app.options());
  deepStrictEqual(JSON.parse(await readFile(join(app.root, ".rally", "manifest.json"), "utf8")), manifest);
  const { boot, live, pages } = manifest;
  const assets = [boot, live, ...Object.values(pages)];
  const named = new Set(assets.flatMap(({ file, imports }) => [file, ...imports]));
  const written = (await filesBelow(join(app.root, ".rally", "assets"))).map((name) => `/_rally/assets/${name}`);
  deepStrictEqual([...named].sort(), written.filter((file) => !file.includes("/refused_form-")), "loaded on demand");
  ok(assets.every(({ file }) => /^\/_rally\/assets\/\w+-[0-9A-Z]{8}\.js$/.test(file)));
  deepStrictEqual(pages.about.imports.length, 1, "what both pages share: their heading, the loop and Preact");
  deepStrictEqual(boot.imports, []);
  await app.remove();
});

Deno.test("bundleBrowser() bundles Rally's own client", async () => {
  const app = await createTestApp(files, contracts);
  const manifest = await build({ ...await app.options(), minify: true, bootModule: undefined });
  const { boot, live, pages } = manifest;
  const client = await assetText(app, boot) + await assetText(app, live) + await assetText(app, pages.index);
  ok(!/\bzod\b|node:|safeParse/.test(client));
  ok(live.file.includes("live_engine-"));
  ok(![boot, pages.index].some(({ imports }) => imports.includes(live.file)), "it is loaded when a page needs it");
  await app.remove();
});

Deno.test("bundleBrowser() gives pages only what of the runtime they need", async () => {
  const view = "export const view = () => null;\n";
  const app = await createTestApp({
    "app/pages/index.tsx": view,
    "app/pages/scores.tsx": `${view}export const subscriptions = () => [];\n`,
    "app/pages/votes.tsx": `${view}export const expected = {};\n`,
    "app/pages/layout.tsx": view,
  });
  const { pages } = await build(await app.options());
  const names = async (id: string) => Object.keys(await importAsset(app, pages[id])).sort();
  deepStrictEqual(await names("index"), ["prepareRegion", "view", "wire"]);
  deepStrictEqual(await names("scores"), ["listenInTab", "prepareRegion", "subscriptions", "view", "wire"]);
  deepStrictEqual(await names("votes"), ["expected", "expecting", "prepareRegion", "view", "wire"]);
  deepStrictEqual(await names("layout"), ["outlet", "prepareRegion", "view", "wire"]);
  await app.remove();
});

Deno.test("bundleBrowser() freezes models in development, and ships nothing of that in production", async () => {
  const app = await createTestApp(files, contracts);
  for (const minify of [false, true]) {
    const { pages } = await build({ ...await app.options(), minify, bootModule: undefined });
    strictEqual((await assetText(app, pages.index)).includes("Cannot change the model"), !minify);
  }
  await app.remove();
});

Deno.test("bundleBrowser() drops chunks that nothing loads", async () => {
  const app = await createTestApp({
    "app/db.ts": `import { DatabaseSync } from "node:sqlite";\nexport const db = new DatabaseSync(":memory:");\n`,
    "app/chart.ts": `export const chart = "a chart";\n`,
    "app/pages/index.tsx": `export const init = () => import("../chart.ts");
export const view = () => <p>x</p>;
export const load = async () => (await import("../db.ts")).db;\n`,
  });
  await build(await app.options());
  const names = await filesBelow(join(app.root, ".rally", "assets"));
  strictEqual(names.filter((name) => name.startsWith("chart-")).length, 1);
  strictEqual(names.filter((name) => name.startsWith("db-")).length, 0);
  await app.remove();
});

Deno.test("bundleBrowser() gives the same build for the same app", async () => {
  // Four at once: the order in which esbuild's threads read the files must not matter.
  const apps = await Promise.all([1, 2, 3, 4].map(() => createTestApp(files, contracts)));
  const [first, ...others] = await Promise.all(
    apps.map(async (app) => await build({ ...await app.options(), minify: true })),
  );
  for (const other of others) deepStrictEqual(other, first);
  await apps[0].write({ "app/heading.ts": `export const heading = "Counters";\n` });
  const changed = await build({ ...await apps[0].options(), minify: true });
  ok(changed.build !== first.build);
  strictEqual(changed.live.file, first.live.file);
  await Promise.all(apps.map((app) => app.remove()));
});

Deno.test("bundleBrowser() writes nothing when there are problems", async () => {
  const app = await createTestApp({ "app/pages/index.tsx": `export const view = () => <p>{Deno.pid}</p>;` });
  const { manifest, problems } = await bundleBrowser(await app.options());
  strictEqual(manifest, undefined);
  strictEqual(problems.length, 1);
  ok(!(await filesBelow(app.root)).some((name) => name.startsWith(".rally/")));
  await app.remove();
});

Deno.test("bundleBrowser() resolves names of deno.json", async () => {
  const app = await createTestApp({
    ...files,
    "deno.json":
      `{ "imports": { "rally": "jsr:@rally/rally@^0.1.0", "~/": "./app/", "hooks": "npm:preact@^11/hooks" } }`,
    "app/pages/about.tsx": `import { heading } from "~/heading.ts";
import { useState } from "hooks";
import { h } from "npm:preact@^11";
import { none, page } from "rally";
import { z } from "npm:zod@4";
export const contract = page("/about", { data: z.int() });
export const init = () => [contract.spec, none];
export const view = () => h(() => useState(1), { heading });\n`,
  }, { ...contracts, "app/pages/about.tsx": { kind: "page", path: "/about", actions: {} } });
  const page = await importAsset(app, (await build(await app.options())).pages.about);
  deepStrictEqual(page.init(), [{ actions: {} }, []]);
  await app.remove();
});

Deno.test("bundleBrowser() takes packages by name, as a whole and for their side effects", async () => {
  const app = await createTestApp({
    "app/pages/named.tsx": `import { h, type VNode, Fragment as Group } from "preact";
export const view = (): VNode => h(Group, null);\n`,
    "app/pages/whole.tsx": `import * as preact from "preact";
export const view = () => preact.h(preact.Fragment, null);\n`,
    "app/node_modules/reading/index.js":
      `const fs = require("fs"); globalThis.reading = true; exports.read = fs.readFileSync;`,
    "app/pages/server.tsx": `import reading, { read } from "reading";
export const load = () => read(reading.file);\nexport const view = () => null;\n`,
    "app/pages/bare.tsx": `import "preact/devtools";\nexport const view = () => null;\n`,
  });
  const { pages } = await build(await app.options());
  for (const id of ["named", "whole"]) {
    const { type } = (await importAsset(app, pages[id])).view();
    strictEqual(type({ children: "x" }), "x");
  }
  ok(!(await assetText(app, pages.server)).includes("reading"));
  ok((await assetText(app, pages.bare)).includes("__PREACT_DEVTOOLS__"));
  await app.remove();
});

Deno.test("bundleBrowser() writes source maps with the author's text and lines", async () => {
  const app = await createTestApp(files, contracts);
  const manifest = await build({ ...await app.options(), sourcemap: true });
  const file = join(app.root, ".rally", manifest.pages.index.file.replace("/_rally/", ""));
  const map = JSON.parse(await readFile(`${file}.map`, "utf8"));
  const index = map.sources.findIndex((source: string) => source.endsWith("app/pages/index.tsx"));
  strictEqual(map.sourcesContent[index], counter);
  await app.remove();
});

Deno.test("createBundler() builds what has changed, page lists included", async () => {
  const app = await createTestApp(files, contracts);
  const bundler = createBundler();
  const first = await bundler.build(await app.options());
  await app.write({ "app/heading.ts": `export const heading = "Changed";\n` });
  const second = await bundler.build(await app.options());
  ok(first.manifest && second.manifest);
  strictEqual((await importAsset(app, second.manifest.pages.about)).view().props.children, "Changed");
  const assets = await filesBelow(join(app.root, ".rally", "assets"));
  ok(!assets.includes(first.manifest.pages.index.file.split("/").pop() ?? ""), "files of the older build are gone");

  await app.write({ "app/pages/new.tsx": `export const view = () => <p>{Deno.pid}</p>;\n` });
  const broken = await bundler.build(await app.options());
  strictEqual(broken.problems[0]?.file, "app/pages/new.tsx");
  await app.write({ "app/pages/new.tsx": `export const view = () => <p>new</p>;\n` });
  const third = await bundler.build(await app.options());
  deepStrictEqual(Object.keys(third.manifest?.pages ?? {}), ["about", "index", "new"]);
  await rm(join(app.root, "app", "pages", "new.tsx"));
  const fourth = await bundler.build(await app.options());
  deepStrictEqual(Object.keys(fourth.manifest?.pages ?? {}), ["about", "index"]);
  await bundler.dispose();
  await app.remove();
});

Deno.test("createBundler() reads changed contracts anew", async () => {
  const app = await createTestApp(files, contracts);
  const bundler = createBundler();
  const options = await app.options();
  await bundler.build(options);
  const parts = options.parts.map((part) =>
    part.contract ? { ...part, contract: { ...part.contract, actions: { add: { over: "socket" as const } } } } : part
  );
  const { manifest } = await bundler.build({ ...options, parts });
  ok(manifest);
  const [, [effect]] = (await importAsset(app, manifest.pages.index)).update({ count: 1 }, 1);
  strictEqual(effect.call.over, "socket");
  await bundler.dispose();
  await app.remove();
});

async function build(options: BundleOptions): Promise<Manifest> {
  const { manifest, problems } = await bundleBrowser(options);
  if (!manifest) throw new Error(formatProblems(problems));
  return manifest;
}

async function assetText(app: TestApp, { file, imports }: Asset): Promise<string> {
  const paths = [file, ...imports].map((path) => join(app.root, ".rally", path.replace("/_rally/", "")));
  return (await Promise.all(paths.map((path) => readFile(path, "utf8")))).join("\n");
}

/** The exports of a built module; what they are is the app's matter, so they are not typed. */
async function importAsset(app: TestApp, { file }: Asset) {
  return await import(pathToFileURL(join(app.root, ".rally", file.replace("/_rally/", ""))).href);
}
