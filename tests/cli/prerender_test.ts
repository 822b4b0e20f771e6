import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { type AppFixture, createApp, finished } from "./app_fixture.ts";

const compressed = (name: string) => [name, `${name}.br`, `${name}.gz`];
const listening = /Listening on (http:\/\/127\.0\.0\.1:\d+)/;
const words = "These words are the same for everybody. ".repeat(60);

const pages: Readonly<Record<string, string>> = {
  "about.tsx": `export const view = () => <article><h1>About</h1><p>${words}</p></article>;
export const head = () => ({ title: "About" });
`,
  "docs/layout.tsx": `import type { Send, View } from "@rally/rally";
type Msg = { type: "toggled" };
export const init = (): [boolean, []] => [false, []];
export const update = (open: boolean, _msg: Msg): [boolean, []] => [!open, []];
export const view = (open: boolean, send: Send<Msg>, children: View) => (
  <section><button type="button" onClick={send({ type: "toggled" })}>{open ? "Close" : "Open"}</button>{children}</section>
);
`,
  "docs/index.tsx": `export const view = () => <p>The documents.</p>;\n`,
  "account.tsx": `import { type Load, page, type Start } from "@rally/rally";
import { z } from "zod";
export const contract = page("/account", { mode: "static", data: z.object({ user: z.string().nullable() }) });
type Page = typeof contract;
export const load: Load<Page> = ({ session }) => ({ user: session.userId });
export const init = ({ data }: Start<Page>): [{ user: string | null }, []] => [data, []];
export const view = ({ user }: { user: string | null }) => <p>{user ?? "Nobody"}</p>;
`,
  "guests.tsx": `import { type Load, page } from "@rally/rally";
import { z } from "zod";
import { latestGuests } from "./sql/queries.ts";
export const contract = page("/guests", { mode: "static", data: z.object({ count: z.int() }) });
export const load: Load<typeof contract> = async ({ db }) => ({ count: (await latestGuests(db)).length });
export const view = () => <p>Guests</p>;
`,
  "posts/[id].tsx": `import { page } from "@rally/rally";
import { z } from "zod";
export const contract = page("/posts/:id", { params: { id: z.int() } });
export const view = () => <p>A post.</p>;
`,
};

function writePages(app: AppFixture): void {
  for (const [name, text] of Object.entries(pages)) {
    const file = join(app.root, "app/pages", name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** The scripts that a document loads, without their hashes. */
function scriptsOf(html: string): string[] {
  const names = [...html.matchAll(/(?:href|src)="\/_rally\/assets\/([\w-]+)-\w+\.js"/g)].map(([, name]) => name ?? "");
  return [...new Set(names)].sort();
}

Deno.test("build --prerender renders static pages into files, and start serves them", async (test) => {
  const app = await createApp();
  writePages(app);
  const kept = (name: string) => readFileSync(join(app.root, "dist/prerendered", name), "utf8");

  await test.step("build names the pages that cannot be rendered, with the reason", async () => {
    const { code, output } = await finished(app.task("build", { args: ["--prerender"] }));
    strictEqual(code, 0, output);
    match(output, /Rendered 2 static pages/);
    match(output, /^ {2}\/account is rendered when it is asked for: it reads the session or a cookie$/m);
    match(output, /^ {2}\/guests is rendered when it is asked for: it reads the database, which /m);
    match(output, /^ {2}\/posts\/:id is rendered when it is asked for: its address has parameters$/m);
    match(output, /^prerendered +2 files +\d+\.\d kB {2}\d+\.\d kB br {2}\d+\.\d kB gzip$/m);
    const files = readdirSync(join(app.root, "dist/prerendered"), { recursive: true }).map(String).sort();
    deepStrictEqual(files, [...compressed("about.html"), ...compressed("docs.html")]);
  });

  await test.step("a static page under static layouts ships no script", () => {
    match(kept("about.html"), /<title>About<\/title>/);
    match(kept("about.html"), /<link rel="stylesheet" href="\/styles\.css">/);
    ok(!/<script|modulepreload/.test(kept("about.html")));
  });

  await test.step("under a client layout it ships the script of that layout alone", () => {
    const scripts = scriptsOf(kept("docs.html"));
    ok(scripts.includes("docs_layout"), scripts.join());
    ok(!scripts.some((name) => ["index", "docs", "about", "live_engine"].includes(name)), scripts.join());
    for (const [, file] of kept("docs.html").matchAll(/"\/_rally\/(assets\/[^"]+\.js)"/g)) {
      ok(existsSync(join(app.root, "dist", file ?? "")), file);
    }
    ok(!kept("docs.html").includes("nonce="));
  });

  await test.step("the build has compressed its text files", () => {
    const assets = readdirSync(join(app.root, "dist/assets"));
    const [script = ""] = assets.filter((name) => /^boot-\w+\.js$/.test(name));
    const bytes = (name: string) => readFileSync(join(app.root, "dist", name));
    deepStrictEqual(brotliDecompressSync(bytes(`assets/${script}.br`)), bytes(`assets/${script}`));
    deepStrictEqual(gunzipSync(bytes("static/styles.css.gz")), bytes("static/styles.css"));
    ok(!existsSync(join(app.root, "dist/static/icon.svg.br")), "a file of one packet is left alone");
  });

  await test.step("start serves the files with validators, compressed, and the other pages as ever", async () => {
    const start = app.task("start", { env: { PORT: "0", TRUST_PROXY: "1" } });
    const [, origin] = await start.waitFor(listening);
    try {
      const get = (path: string, headers: HeadersInit = {}) => fetch(origin + path, { headers });
      const about = await get("/about");
      strictEqual(await about.text(), kept("about.html"));
      strictEqual(about.headers.get("content-type"), "text/html; charset=utf-8");
      match(about.headers.get("content-security-policy") ?? "", /script-src 'self';/);
      strictEqual(about.headers.get("content-encoding"), "br");
      const again = await get("/about", { "if-none-match": about.headers.get("etag") ?? "" });
      strictEqual(again.status, 304);
      match(await (await get("/docs")).text(), /The documents\./);
      match(await (await get("/account")).text(), /Nobody/);
      match(await (await get("/guests")).text(), /Guests/);
      match(await (await get("/posts/1")).text(), /A post\./);
      const styles = await get("/styles.css", { range: "bytes=0-9" });
      deepStrictEqual([styles.status, (await styles.text()).length], [206, 10]);
      const head = await fetch(`${origin}/styles.css`, { method: "HEAD", headers: { "accept-encoding": "identity" } });
      const plain = readFileSync(join(app.root, "dist/static/styles.css"));
      strictEqual(head.headers.get("content-length"), String(plain.byteLength));
    } finally {
      start.signal("SIGTERM");
    }
    strictEqual(await start.exit, 0, start.printed());
  });

  await test.step("start refuses a TRUST_PROXY that is no number", async () => {
    const { code, output } = await finished(app.task("start", { env: { PORT: "0", TRUST_PROXY: "yes" } }));
    strictEqual(code, 1);
    match(output, /got TRUST_PROXY="yes", expected the number of proxies in front, from 0 to 9/);
  });
  app.remove();
});

Deno.test("build --prerender fails when a page does", async () => {
  const app = await createApp();
  writeFileSync(
    join(app.root, "app/pages/broken.tsx"),
    `export const view = () => { throw new Error("No such luck"); };\n`,
  );
  const { code, output } = await finished(app.task("build", { args: ["--prerender"] }));
  strictEqual(code, 1);
  match(output, /Cannot render \/broken: .*No such luck/);
  ok(!existsSync(join(app.root, "dist")));
  app.remove();
});
