import { deepStrictEqual, match, notStrictEqual, strictEqual } from "node:assert";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { staticFile, type StaticFolder } from "./static_file.ts";

const css = "main { color: black }\n".repeat(100);

/** A folder with a stylesheet in three forms, a picture, and things that must stay where they are. */
async function withFolder(work: (folder: StaticFolder) => Promise<void>): Promise<void> {
  const root = Deno.makeTempDirSync();
  const directory = join(root, "static");
  Deno.mkdirSync(join(directory, ".well-known"), { recursive: true });
  Deno.mkdirSync(join(directory, ".git"));
  Deno.writeTextFileSync(join(root, "secret.txt"), "secret");
  Deno.writeTextFileSync(join(directory, ".env"), "secret");
  Deno.writeTextFileSync(join(directory, ".git/config"), "secret");
  Deno.writeTextFileSync(join(directory, ".well-known/security.txt"), "Contact: …");
  Deno.writeTextFileSync(join(directory, "styles.css"), css);
  Deno.writeFileSync(join(directory, "styles.css.br"), brotliCompressSync(css));
  Deno.writeFileSync(join(directory, "styles.css.gz"), gzipSync(css));
  Deno.writeTextFileSync(join(directory, "icon.png"), "0123456789");
  Deno.writeTextFileSync(join(directory, "empty.txt"), "");
  Deno.symlinkSync(join(root, "secret.txt"), join(directory, "link.txt"));
  Deno.symlinkSync(join(directory, "icon.png"), join(directory, "inside.png"));
  try {
    await work({ directory, cache: "revalidate" });
  } finally {
    Deno.removeSync(root, { recursive: true });
  }
}

function get(folder: StaticFolder, path: string, headers: HeadersInit = {}, method = "GET") {
  return staticFile(folder, path, new Request("http://localhost/", { method, headers }));
}

async function found(folder: StaticFolder, path: string, headers: HeadersInit = {}, method = "GET"): Promise<Response> {
  const response = await get(folder, path, headers, method);
  if (!response) throw new Error(`There is no "${path}"`);
  return response;
}

Deno.test("staticFile() sends a file with its type, length and validators", () =>
  withFolder(async (folder) => {
    const response = await found(folder, "/styles.css");
    strictEqual(await response.text(), css);
    strictEqual(response.headers.get("content-type"), "text/css; charset=utf-8");
    strictEqual(response.headers.get("content-length"), String(css.length));
    strictEqual(response.headers.get("cache-control"), "no-cache");
    strictEqual(response.headers.get("x-content-type-options"), "nosniff");
    match(response.headers.get("etag") ?? "", /^"[\w-]{22}"$/);
    match(response.headers.get("last-modified") ?? "", / GMT$/);
  }));

Deno.test("staticFile() lets files with a hash in their name be kept for a year", () =>
  withFolder(async (folder) => {
    const response = await found({ ...folder, cache: "immutable" }, "/icon.png");
    strictEqual(response.headers.get("cache-control"), "public, max-age=31536000, immutable");
    await response.body?.cancel();
  }));

Deno.test("staticFile() answers 304 to a copy that is still good, by tag or else by date", () =>
  withFolder(async (folder) => {
    const { headers } = await found(folder, "/icon.png", {}, "HEAD");
    const [etag, modified] = [headers.get("etag") ?? "", headers.get("last-modified") ?? ""];
    const statusOf = async (conditions: HeadersInit) => {
      const response = await found(folder, "/icon.png", conditions);
      if (response.status === 304) strictEqual(response.headers.get("etag"), etag);
      await response.body?.cancel();
      return response.status;
    };
    strictEqual(await statusOf({ "if-none-match": etag }), 304);
    strictEqual(await statusOf({ "if-none-match": `"other", W/${etag}` }), 304);
    strictEqual(await statusOf({ "if-none-match": "*" }), 304);
    strictEqual(await statusOf({ "if-none-match": '"other"', "if-modified-since": modified }), 200);
    strictEqual(await statusOf({ "if-modified-since": modified }), 304);
    strictEqual(await statusOf({ "if-modified-since": "Sat, 01 Jan 2000 00:00:00 GMT" }), 200);
    strictEqual(await statusOf({ "if-modified-since": "nonsense" }), 200);
  }));

Deno.test("staticFile() gives a changed file another tag", () =>
  withFolder(async (folder) => {
    const before = (await found(folder, "/icon.png", {}, "HEAD")).headers.get("etag");
    Deno.writeTextFileSync(join(folder.directory, "icon.png"), "something else");
    notStrictEqual((await found(folder, "/icon.png", {}, "HEAD")).headers.get("etag"), before);
  }));

Deno.test("staticFile() sends the part of a file that Range asks for", () =>
  withFolder(async (folder) => {
    const part = async (range: string) => {
      const response = await found(folder, "/icon.png", { range });
      return [response.status, await response.text(), response.headers.get("content-range")];
    };
    deepStrictEqual(await part("bytes=2-4"), [206, "234", "bytes 2-4/10"]);
    deepStrictEqual(await part("bytes=7-"), [206, "789", "bytes 7-9/10"]);
    deepStrictEqual(await part("bytes=-3"), [206, "789", "bytes 7-9/10"]);
    deepStrictEqual(await part("bytes=0-99"), [206, "0123456789", "bytes 0-9/10"]);
    deepStrictEqual(await part("bytes=10-"), [416, "", "bytes */10"]);
    deepStrictEqual(await part("bytes=-0"), [416, "", "bytes */10"]);
    for (const ignored of ["bytes=4-2", "bytes=0-1,3-4", "bytes=-", "lines=1-2", "bytes=a-b"]) {
      deepStrictEqual(await part(ignored), [200, "0123456789", null], ignored);
    }
  }));

Deno.test("staticFile() sends a part only of the state that If-Range names", () =>
  withFolder(async (folder) => {
    const { headers } = await found(folder, "/icon.png", {}, "HEAD");
    const statusOf = async (condition: string) => {
      const response = await found(folder, "/icon.png", { range: "bytes=0-1", "if-range": condition });
      await response.body?.cancel();
      return response.status;
    };
    strictEqual(await statusOf(headers.get("etag") ?? ""), 206);
    strictEqual(await statusOf(headers.get("last-modified") ?? ""), 206);
    strictEqual(await statusOf('"other"'), 200);
    strictEqual(await statusOf(`W/${headers.get("etag")}`), 200, "a weak tag promises nothing about bytes");
  }));

Deno.test("staticFile() sends the compressed file that Accept-Encoding prefers, with a tag of its own", () =>
  withFolder(async (folder) => {
    const tags = new Set<string | null>();
    const encodingOf = async (accepted: string) => {
      const { headers, body } = await found(folder, "/styles.css", { "accept-encoding": accepted });
      await body?.cancel();
      strictEqual(headers.get("vary"), "accept-encoding", accepted);
      strictEqual(headers.get("content-type"), "text/css; charset=utf-8", accepted);
      tags.add(headers.get("etag"));
      return headers.get("content-encoding");
    };
    strictEqual(await encodingOf("gzip, deflate, br, zstd"), "br");
    strictEqual(await encodingOf("gzip;q=1.0, br;q=0.5"), "gzip");
    strictEqual(await encodingOf("br;q=0, *"), "gzip");
    strictEqual(await encodingOf("BR"), "br");
    strictEqual(await encodingOf("identity, gzip;q=0.5"), null);
    strictEqual(await encodingOf("zstd"), null);
    strictEqual(await encodingOf(""), null);
    strictEqual(tags.size, 3);
  }));

Deno.test("staticFile() cuts parts out of the plain file, whatever is accepted", () =>
  withFolder(async (folder) => {
    const response = await found(folder, "/styles.css", { range: "bytes=0-3", "accept-encoding": "br" });
    deepStrictEqual([response.headers.get("content-encoding"), await response.text()], [null, "main"]);
  }));

Deno.test("staticFile() answers HEAD as GET, without the bytes", () =>
  withFolder(async (folder) => {
    const headersOf = ({ headers }: Response) => [...headers].filter(([name]) => name !== "date");
    const get = await found(folder, "/styles.css");
    const head = await found(folder, "/styles.css", {}, "HEAD");
    deepStrictEqual(headersOf(head), headersOf(get));
    strictEqual(head.body, null);
    await get.body?.cancel();
  }));

Deno.test("staticFile() sends an empty file", () =>
  withFolder(async (folder) => {
    const response = await found(folder, "/empty.txt");
    deepStrictEqual([response.status, await response.text()], [200, ""]);
  }));

Deno.test("staticFile() refuses paths that lead out, links that lead out, and names with a dot in front", () =>
  withFolder(async (folder) => {
    const refused = [
      "/../secret.txt",
      "/a/../../secret.txt",
      "/..\\secret.txt",
      "//secret.txt",
      "/./icon.png",
      "/link.txt",
      "/.env",
      "/.git/config",
      "/a/.well-known/security.txt",
      "/icon.png/x",
      "/icon.png\0.txt",
      "/.well-known",
      "/missing.txt",
      `/${"x".repeat(300)}.txt`,
    ];
    for (const path of refused) strictEqual(await get(folder, path), undefined, path);
    for (const path of ["/.well-known/security.txt", "/inside.png"]) {
      strictEqual((await found(folder, path, {}, "HEAD")).status, 200, path);
    }
  }));
