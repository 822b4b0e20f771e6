import { deepStrictEqual, strictEqual } from "node:assert";
import { createLocalBus } from "./bus.ts";
import { createHub, type Listener } from "./hub.ts";

function listener(): Listener & { frames: unknown[] } {
  const frames: unknown[] = [];
  return { id: crypto.randomUUID(), frames, deliver: (frame) => void frames.push(JSON.parse(frame)) };
}

Deno.test("an event of several topics reaches a connection once, under the first that it listens to", () => {
  const hub = createHub(createLocalBus());
  const tab = listener();
  const start = hub.bus.position();
  hub.sync(tab, "page", [["game/1", start], ["games", start]]);
  hub.bus.publish({ keys: ["games", "game/1", "team/a"], event: { n: 1 }, origin: undefined });
  deepStrictEqual(tab.frames, [["event", "games", [start[0], 1], { n: 1 }, ["page"]]]);
});

Deno.test("the loop that caused an event is skipped, another loop of the same tab is told", () => {
  const hub = createHub(createLocalBus());
  const tab = listener();
  const start = hub.bus.position();
  const origin = { connection: tab.id, region: "page" };
  hub.sync(tab, "page", [["games", start]]);
  hub.bus.publish({ keys: ["games"], event: 1, origin });
  deepStrictEqual(tab.frames, []);
  hub.sync(tab, "layout", [["games", hub.bus.position()]]);
  hub.bus.publish({ keys: ["games"], event: 2, origin });
  deepStrictEqual(tab.frames, [["event", "games", [start[0], 2], 2, ["layout"]]]);
});

Deno.test("an event knows the loop that caused it by a name, which survives a bus between processes", () => {
  const hub = createHub(createLocalBus());
  const tab = listener();
  const start = hub.bus.position();
  const event = JSON.parse(JSON.stringify({ keys: ["a"], event: 1, origin: { connection: tab.id, region: "page" } }));
  hub.bus.publish(event);
  strictEqual(hub.sync(tab, "page", [["a", start]]), "kept");
  deepStrictEqual(tab.frames, []);
});

Deno.test("sync replays what happened between the load and the subscription, in order and once", () => {
  const hub = createHub(createLocalBus());
  const tab = listener();
  const loaded = hub.bus.position();
  hub.bus.publish({ keys: ["b", "a"], event: 1, origin: undefined });
  hub.bus.publish({ keys: ["other"], event: 2, origin: undefined });
  hub.bus.publish({ keys: ["a"], event: 3, origin: undefined });
  strictEqual(hub.sync(tab, "page", [["a", loaded], ["b", loaded]]), "kept");
  deepStrictEqual(tab.frames.map((frame) => (frame as unknown[])[3]), [1, 3]);
  strictEqual(hub.sync(tab, "page", [["a", loaded], ["b", loaded]]), "kept");
  strictEqual(tab.frames.length, 2);
});

Deno.test("sync answers lost for another run of the bus and for a history that was cut", () => {
  const bus = createLocalBus({ history: 2 });
  const hub = createHub(bus);
  const before = bus.position();
  strictEqual(hub.sync(listener(), "page", [["a", ["another", 0]]]), "lost");
  for (let n = 0; n < 5; n++) bus.publish({ keys: ["a"], event: n, origin: undefined });
  strictEqual(hub.sync(listener(), "page", [["a", before]]), "lost");
  strictEqual(hub.sync(listener(), "page", [["a", bus.position()]]), "kept");
});

Deno.test("a topic that left the set and a connection that left are told nothing more", () => {
  const hub = createHub(createLocalBus());
  const tab = listener();
  const start = hub.bus.position();
  hub.sync(tab, "page", [["a", start], ["b", start]]);
  hub.sync(tab, "page", [["b", start]]);
  hub.bus.publish({ keys: ["a"], event: 1, origin: undefined });
  strictEqual(tab.frames.length, 0);
  hub.leave(tab);
  hub.bus.publish({ keys: ["b"], event: 2, origin: undefined });
  strictEqual(tab.frames.length, 0);
});

Deno.test("a loop on the server receives the event itself, no frame is written for it", () => {
  const hub = createHub(createLocalBus());
  const received: string[] = [];
  const tab = { ...listener(), receive: (region: string) => received.push(region) > 0 && region === "page" };
  const start = hub.bus.position();
  hub.sync(tab, "page", [["a", start]]);
  hub.sync(tab, "layout", [["a", start]]);
  hub.bus.publish({ keys: ["a"], event: 1, origin: undefined });
  deepStrictEqual(received, ["page", "layout"]);
  deepStrictEqual((tab.frames[0] as unknown[])[4], ["layout"]);
});

Deno.test("after lost every topic of the set is heard, not the first alone", () => {
  const hub = createHub(createLocalBus());
  const tab = listener();
  strictEqual(hub.sync(tab, "page", [["a", ["another", 0]], ["b", ["another", 0]]]), "lost");
  hub.bus.publish({ keys: ["a"], event: 1, origin: undefined });
  hub.bus.publish({ keys: ["b"], event: 2, origin: undefined });
  deepStrictEqual(tab.frames.map((frame) => (frame as unknown[])[1]), ["a", "b"]);
});

Deno.test("an event of two topics reaches two loops of a tab that listen to one each", () => {
  const hub = createHub(createLocalBus());
  const tab = listener();
  const start = hub.bus.position();
  hub.sync(tab, "page", [["a", start]]);
  hub.sync(tab, "layout", [["b", start]]);
  hub.bus.publish({ keys: ["a", "b"], event: 1, origin: undefined });
  deepStrictEqual(tab.frames.map((frame) => (frame as unknown[]).slice(1, 5)), [
    ["a", [start[0], 1], 1, ["page"]],
    ["b", [start[0], 1], 1, ["layout"]],
  ]);
});
