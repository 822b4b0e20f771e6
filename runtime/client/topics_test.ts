import { deepStrictEqual } from "node:assert";
import { every } from "@rally/rally";
import type { Sources } from "../page/sources.ts";
import { listen } from "./topics.ts";
import type { Transport } from "./transport.ts";

Deno.test("listen() asks for what listens once more over the next connection, when its script did not arrive", async () => {
  const loads = [Promise.withResolvers<Sources>(), Promise.withResolvers<Sources>()] as const;
  const synced: number[] = [];
  let asked = 0;
  const listening = listen({
    region: "page",
    transport: {} as Transport,
    codecs: {},
    sources: () => loads[asked++ as 0 | 1].promise,
  });
  listening.sync([every(1000, "tick")]);
  listening.sync([every(1000, "tick"), every(2000, "tick")]);
  loads[0].reject(new TypeError("Failed to fetch dynamically imported module"));
  await loads[0].promise.catch(() => {});
  await Promise.resolve();
  deepStrictEqual([asked, synced], [1, []]);
  listening.tell();
  loads[1].resolve({ sync: (set) => void synced.push(set.length), heard: () => {}, stop: () => {} });
  await loads[1].promise;
  await Promise.resolve();
  listening.tell();
  deepStrictEqual([asked, synced], [2, [2]]);
});
