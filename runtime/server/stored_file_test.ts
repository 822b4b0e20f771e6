import { deepStrictEqual, strictEqual } from "node:assert";
import { z } from "zod";
import { openStore, StoredFile } from "./stored_file.ts";

Deno.test("a StoredFile is a File of what was written, in whole and in parts", async () => {
  const folder = Deno.makeTempDirSync();
  const store = await openStore(folder);
  const text = "0123456789".repeat(20_000);
  for (let at = 0; at < text.length; at += 70_000) {
    await store.write(new TextEncoder().encode(text.slice(at, at + 70_000)));
  }
  const file = new StoredFile(store, { name: "a.txt", type: "text/plain", from: 0, to: text.length });
  strictEqual(await file.text(), text);
  strictEqual((await file.arrayBuffer()).byteLength, text.length);
  deepStrictEqual([...await file.slice(3, 6).bytes()], [51, 52, 53]);
  strictEqual(await file.slice(-4, -1).text(), "678");
  strictEqual(await file.slice(5).slice(0, 2).text(), "56");
  strictEqual(await new Response(file.stream()).text(), text);
  strictEqual(await new Response(file).text(), text, "a body reads it as any other file");
  strictEqual(z.file().max(text.length).mime("text/plain").safeParse(file).success, true);
  strictEqual(z.file().max(10).safeParse(file).success, false);
  await store.close();
  await store.close();
  deepStrictEqual([...Deno.readDirSync(folder)], []);
  Deno.removeSync(folder);
});
