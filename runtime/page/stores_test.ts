import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { json, object } from "@rally/rally/wire";
import { z } from "zod";
import { page } from "./contract.ts";
import type { Effect } from "./effect.ts";
import { store } from "./store.ts";
import { stores } from "./stores.ts";
import { createTestHost } from "./test_host.ts";

const contract = page("/notes", {
  stored: {
    draft: store(z.object({ text: z.string() })),
    filter: store(z.enum(["all", "mine"]), { area: "session" }),
  },
});
const browser = stores(contract);
const codec = object({ text: json });
const wire = { stored: { draft: { hash: "abc", codec }, filter: { hash: "def", codec: json } } };

async function readOf(text: unknown): Promise<unknown> {
  const { run, answers, told } = createTestHost(wire);
  answers.push(Promise.resolve(text));
  run(browser.draft.read((draft) => ({ draft })));
  while (told.length === 0) await Promise.resolve();
  return (told[0] as { draft: unknown }).draft;
}

Deno.test("save() writes the hash of the shape beside the packed value, under the page's own key", () => {
  const { run, asked } = createTestHost(wire);
  run(browser.draft.save({ text: "Milk" }));
  run(browser.filter.save("mine", "7"));
  run(browser.draft.clear("7"));
  deepStrictEqual(asked, [
    { type: "write", area: "local", key: "rally:/notes#draft", text: 'abc ["Milk"]' },
    { type: "write", area: "session", key: "rally:/notes#filter#7", text: 'def "mine"' },
    { type: "write", area: "local", key: "rally:/notes#draft#7", text: null },
  ]);
});

Deno.test("read() gives what was saved under the same shape", async () => {
  deepStrictEqual(await readOf('abc ["Milk"]'), { text: "Milk" });
});

Deno.test("read() gives undefined for nothing, another shape and what is no value", async () => {
  for (const text of [null, undefined, "", 'abd ["Milk"]', "abc", "abc ", "abc {", "abc 3", 5, ["abc"]]) {
    strictEqual(await readOf(text), undefined, JSON.stringify(text));
  }
});

Deno.test("a value of another page is refused where it is used", () => {
  const { run } = createTestHost({});
  throws(() => run(browser.draft.save({ text: "" })), {
    message: 'Cannot save "draft": got a value of "/notes", expected one of the page itself',
  });
});

Deno.test("stores() types values by their schemas", () => {
  // @ts-expect-error a draft has a text
  const wrong: Effect<never> = browser.draft.save({});
  const right: Effect<"all" | "mine" | undefined> = browser.filter.read((filter) => filter);
  deepStrictEqual([wrong.type, right.type], ["save", "read"]);
});
