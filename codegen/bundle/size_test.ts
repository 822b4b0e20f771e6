import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { gzipSync } from "node:zlib";
import { bundleSize } from "./size.ts";

Deno.test("bundleSize() adds up what each file weighs by itself", async () => {
  const text = new TextEncoder().encode("score ".repeat(200));
  const one = await bundleSize([text]);
  strictEqual(one.raw, 1200);
  strictEqual(one.gzip, gzipSync(text, { level: 9 }).byteLength);
  ok(one.brotli < one.gzip);
  deepStrictEqual(await bundleSize([text, text]), { raw: 2400, gzip: 2 * one.gzip, brotli: 2 * one.brotli });
});

Deno.test("bundleSize() reads files", async () => {
  const file = new URL(import.meta.url).pathname;
  strictEqual((await bundleSize([file])).raw, (await Deno.stat(file)).size);
});
