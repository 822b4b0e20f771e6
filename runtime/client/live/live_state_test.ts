import { deepStrictEqual, strictEqual } from "node:assert";
import { hasLoop, type Joined, type LiveEvent, type LiveState, nextLive } from "./live_state.ts";

const states = {
  alone: { type: "alone", hadLoop: false },
  joining: { type: "joining", hadLoop: false },
  joined: { type: "joined", seen: 3 },
  left: { type: "left" },
} as const satisfies Record<LiveState["type"], LiveState>;

const events = {
  asked: { type: "asked" },
  answered: { type: "answered", version: 1 },
  refused: { type: "refused" },
  seen: { type: "seen", version: 4 },
  lost: { type: "lost" },
  left: { type: "left" },
} as const satisfies Record<LiveEvent["type"], LiveEvent>;

const { alone, joining, left } = states;
const joined: Joined = { type: "joined", seen: 1 };

const table: Readonly<Record<LiveState["type"], Readonly<Record<LiveEvent["type"], LiveState | "same">>>> = {
  alone: { asked: joining, answered: joined, refused: "same", seen: "same", lost: "same", left },
  joining: { asked: "same", answered: joined, refused: alone, seen: "same", lost: alone, left },
  joined: {
    asked: "same",
    answered: joined,
    refused: alone,
    seen: { ...joined, seen: 4 },
    lost: { type: "alone", hadLoop: true },
    left,
  },
  left: { asked: "same", answered: "same", refused: "same", seen: "same", lost: "same", left: "same" },
};

for (const [type, state] of Object.entries(states)) {
  for (const [kind, event] of Object.entries(events)) {
    const expected = table[type as LiveState["type"]][kind as LiveEvent["type"]];
    Deno.test(`nextLive(): ${type}, ${kind} gives ${expected === "same" ? type : expected.type}`, () => {
      const given = nextLive(state, event);
      if (expected === "same") strictEqual(given, state);
      else deepStrictEqual(given, expected);
    });
  }
}

Deno.test("hasLoop() tells a lost connection from a page that never had a loop, or was refused one", () => {
  const play = (...kinds: LiveEvent["type"][]) =>
    kinds.reduce((state, kind) => nextLive(state, events[kind]), alone as LiveState);
  strictEqual(hasLoop(play("asked")), false);
  strictEqual(hasLoop(play("asked", "answered")), true);
  strictEqual(hasLoop(play("asked", "answered", "lost", "asked")), true);
  strictEqual(hasLoop(play("asked", "answered", "lost", "asked", "lost")), true);
  strictEqual(hasLoop(play("asked", "answered", "lost", "asked", "refused")), false);
});

Deno.test("nextLive() never takes back what the server was told to be shown", () => {
  for (const version of [2, 3]) strictEqual(nextLive(states.joined, { type: "seen", version }), states.joined);
});

Deno.test("what needs a joined page does not compile with another state", () => {
  const seen = (state: Joined) => state.seen;
  strictEqual(seen(states.joined), 3);
  // @ts-expect-error A page that is being joined shows no version of its loop.
  strictEqual(seen(states.joining), undefined);
  // @ts-expect-error Not every state is joined.
  strictEqual(seen(alone as LiveState), undefined);
});
