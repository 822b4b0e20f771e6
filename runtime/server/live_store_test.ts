import { strictEqual } from "node:assert";
import { createLiveStore, type KeptPart } from "./live_store.ts";

function page(sessionToken?: string): KeptPart {
  return { opened: { sessionToken }, region: "page", loop: { html: "x".repeat(100) } } as unknown as KeptPart;
}

const uncounted = () => () => {};

Deno.test("a kept page is taken once, by the visitor it was made for", () => {
  const store = createLiveStore();
  const token = store.keep(page("mine"), uncounted)!;
  strictEqual(store.take(token, "theirs"), undefined);
  strictEqual(store.take(token, undefined), undefined);
  strictEqual(store.take(token, "mine")?.opened.sessionToken, "mine");
  strictEqual(store.take(token, "mine"), undefined);
});

Deno.test("a page that nobody comes for is dropped after its time", () => {
  let now = 0;
  const store = createLiveStore({ ms: 15_000, now: () => now });
  const token = store.keep(page(), uncounted)!;
  now = 15_000;
  strictEqual(store.take(token, undefined), undefined);
});

Deno.test("over the bounds the oldest page goes first", () => {
  const byCount = createLiveStore({ pages: 2 });
  const [first, , third] = [1, 2, 3].map(() => byCount.keep(page(), uncounted)!);
  strictEqual(byCount.take(first!, undefined), undefined);
  strictEqual(byCount.take(third!, undefined) === undefined, false);
  const byBytes = createLiveStore({ bytes: 450 });
  const tokens = [1, 2, 3].map(() => byBytes.keep(page(), uncounted)!);
  strictEqual(byBytes.take(tokens[0]!, undefined), undefined);
  strictEqual(byBytes.take(tokens[2]!, undefined) === undefined, false);
});

Deno.test("a page counts as long as it waits; one for which there is no room is not kept", () => {
  let now = 0;
  let waiting = 0;
  const count = () => {
    if (waiting === 1) return undefined;
    waiting += 1;
    return () => void (waiting -= 1);
  };
  const store = createLiveStore({ ms: 15_000, now: () => now });
  const token = store.keep(page(), count)!;
  strictEqual(store.keep(page(), count), undefined);
  store.take(token, undefined);
  strictEqual(waiting, 0);
  store.keep(page(), count);
  now = 15_000;
  strictEqual(store.keep(page(), count) === undefined, false, "one that is too old makes room");
  strictEqual(waiting, 1);
});
