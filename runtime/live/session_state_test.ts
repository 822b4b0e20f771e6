import { deepStrictEqual, strictEqual } from "node:assert";
import type { PlacedEvent } from "../topics/bus.ts";
import type { LiveLoop } from "./live_loop.ts";
import { type Alive, isAlive, nextSession, type SessionEvent, type SessionState } from "./session_state.ts";

const loop = {} as LiveLoop;
const place = (at: number) => ["run", at] as const;
const event = (at: number): PlacedEvent => ({ keys: ["news"], event: null, origin: undefined, at: place(at) });

const running = { type: "running", loop, since: place(1), load: 4 } as const;
const loading = { type: "loading", loop, since: place(1), load: 4, missed: [event(2)], again: false } as const;
const states = {
  joining: { type: "joining", since: place(1) },
  running,
  loading,
  failed: { type: "failed" },
  left: { type: "left" },
} as const satisfies Record<SessionState["type"], SessionState>;

const events = {
  started: { type: "started", loop },
  outdated: { type: "outdated" },
  told: { type: "told", event: event(3) },
  loaded: { type: "loaded", load: 4, since: place(9) },
  moved: { type: "moved", load: 4 },
  stayed: { type: "stayed", since: place(9) },
  failed: { type: "failed" },
  left: { type: "left" },
} as const satisfies Record<SessionEvent["type"], SessionEvent>;

const { failed, left } = states;
const begun = { type: "loading", loop, since: place(1), load: 5, missed: [], again: false } as const;
const stayed = { type: "running", loop, since: place(9), load: 5 } as const;
const ended = {
  started: "same",
  outdated: "same",
  told: "same",
  loaded: "same",
  moved: "same",
  stayed: "same",
  failed: "same",
  left: "same",
} as const;

const table: Readonly<Record<SessionState["type"], Readonly<Record<SessionEvent["type"], SessionState | "same">>>> = {
  joining: { ...ended, started: { type: "running", loop, since: place(1), load: 0 }, failed, left },
  running: { ...ended, outdated: begun, stayed, failed, left },
  loading: {
    started: "same",
    outdated: { ...loading, again: true },
    told: { ...loading, missed: [event(2), event(3)] },
    loaded: { type: "running", loop, since: place(9), load: 4 },
    moved: running,
    stayed,
    failed,
    left,
  },
  failed: ended,
  left: ended,
};

for (const [type, state] of Object.entries(states)) {
  for (const [kind, event] of Object.entries(events)) {
    const expected = table[type as SessionState["type"]][kind as SessionEvent["type"]];
    Deno.test(`nextSession(): ${type}, ${kind} gives ${expected === "same" ? type : expected.type}`, () => {
      const given = nextSession(state, event);
      if (expected === "same") strictEqual(given, state);
      else deepStrictEqual(given, expected);
    });
  }
}

Deno.test("nextSession() begins again when another load was asked for meanwhile", () => {
  const again = nextSession(loading, events.outdated);
  deepStrictEqual(nextSession(again, events.loaded), { ...begun, since: place(9) });
});

Deno.test("nextSession() loads once more when too much happens meanwhile to be kept", () => {
  let state: SessionState = loading;
  for (let at = 3; at < 200; at++) state = nextSession(state, { type: "told", event: event(at) });
  const { missed, again } = state as typeof loading;
  deepStrictEqual([missed.length, missed[0], again], [97, event(103), true]);
});

Deno.test("nextSession() drops a load that is not the latest", () => {
  for (const load of [3, 5]) {
    strictEqual(nextSession(loading, { type: "loaded", load, since: place(9) }), loading);
    strictEqual(nextSession(loading, { type: "moved", load }), loading);
  }
});

Deno.test("what needs a loop does not compile with another state", () => {
  const loopOf = (state: Alive) => state.loop;
  strictEqual(loopOf(running), loop);
  strictEqual(isAlive(left), false);
  // @ts-expect-error A page that was left has no loop.
  strictEqual(loopOf(left), undefined);
  // @ts-expect-error Not every state has one.
  strictEqual(loopOf(states.joining as SessionState), undefined);
});
