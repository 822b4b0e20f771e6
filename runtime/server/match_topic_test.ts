import { deepStrictEqual, strictEqual } from "node:assert";
import { z } from "zod";
import { topic } from "../topics/topic.ts";
import type { Codec } from "../wire/codec.ts";
import { matchTopic } from "./match_topic.ts";

const codec: Codec = { pack: () => null, unpack: (packed) => packed };
const topics = [
  { topic: topic("games", { event: z.object({}) }), codec },
  { topic: topic("team/:slug", { params: { slug: z.string() }, event: z.object({}) }), codec },
];

Deno.test("matchTopic finds the topic and decodes its parameters", () => {
  strictEqual(matchTopic(topics, "games")?.entry, topics[0]);
  deepStrictEqual(matchTopic(topics, "team/montr%C3%A9al-meteors")?.params, { slug: "montréal-meteors" });
});

Deno.test("matchTopic takes only the canonical spelling of a key", () => {
  strictEqual(matchTopic(topics, "team/%74or"), undefined);
  strictEqual(matchTopic(topics, "team/montréal"), undefined);
  strictEqual(matchTopic(topics, "team/%zz"), undefined);
  strictEqual(matchTopic(topics, "team/\ud800"), undefined);
  strictEqual(matchTopic(topics, "team/a/b"), undefined);
  strictEqual(matchTopic(topics, "unknown"), undefined);
});

Deno.test("a parameter cannot reach into the next part of a key", () => {
  const { key } = topics[1]!.topic({ slug: "a/b,c" });
  strictEqual(key, "team/a%2Fb%2Cc");
  deepStrictEqual(matchTopic(topics, key)?.params, { slug: "a/b,c" });
});
