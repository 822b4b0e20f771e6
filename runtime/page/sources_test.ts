import { deepStrictEqual } from "node:assert";
import { createSources, sourceKey, startEvery } from "./sources.ts";
import { every, mapSubscriptions, on, onDocument, onMedia, onWindow } from "./subscription.ts";
import { createTestHost } from "./test_host.ts";

function record() {
  const log: string[] = [];
  const told: unknown[] = [];
  const sources = createSources({
    start(source) {
      log.push(`start ${source.type}`);
      return () => void log.push(`stop ${source.type}`);
    },
    tell: (make) => void told.push(make()),
  });
  return { log, told, sources };
}

Deno.test("sources are started, kept and stopped as the set changes", () => {
  const { log, sources } = record();
  const keys = onWindow("keydown", () => "key", { keys: ["Escape"] });
  sources.sync([every(1000, "tick"), on({ topic: "t", key: "t" }, () => "event")]);
  sources.sync([every(1000, "another message"), keys]);
  sources.sync([keys]);
  sources.sync([every(1000, "tick"), every(2000, "tick"), keys]);
  sources.stop();
  deepStrictEqual(log, [
    "start every",
    "start event",
    "stop every",
    "start every",
    "start every",
    "stop event",
    "stop every",
    "stop every",
  ]);
});

Deno.test("equal sources are one, and each subscription to it makes its message as the model has it now", () => {
  const { log, told, sources } = record();
  const part = () => [onMedia("(width > 40em)", (wide) => wide)];
  const both = (name: string) => [
    ...mapSubscriptions(part(), (wide) => `${name} left ${wide}`),
    ...mapSubscriptions(part(), (wide) => `${name} right ${wide}`),
  ];
  sources.sync(both("old"));
  sources.sync(both("new"));
  const key = sourceKey({ type: "media", query: "(width > 40em)" });
  sources.heard(key, true);
  sources.heard("gone", true);
  sources.sync([]);
  sources.heard(key, false);
  deepStrictEqual(told, ["new left true", "new right true"]);
  deepStrictEqual(log, ["start media", "stop media"]);
});

Deno.test("window and document are different sources", () => {
  const { log, sources } = record();
  sources.sync([
    onWindow("scroll", () => 1),
    onDocument("scroll", () => 2),
    onWindow("scroll", () => 3, { throttle: 9 }),
  ]);
  deepStrictEqual(log.length, 3);
});

Deno.test("startEvery() goes on until it is stopped", () => {
  const { host, advance, waiting } = createTestHost();
  let heard = 0;
  const stop = startEvery(100, () => heard++, host.after!);
  advance(100);
  advance(50);
  advance(50);
  deepStrictEqual(heard, 2);
  stop();
  advance(500);
  deepStrictEqual([heard, waiting()], [2, 0]);
});
