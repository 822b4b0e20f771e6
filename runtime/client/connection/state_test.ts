import { deepStrictEqual, strictEqual } from "node:assert";
import { type ConnectionEvent, type ConnectionState, type Moment, nextState, statusOf, unconnected } from "./state.ts";

const socket = { send: () => {} };
const moment: Moment = { now: 20_000, random: 0.5, hidden: false, maxPause: 30_000 };
const counts = { attempt: 3, tries: 2 };

const states = {
  waiting: { type: "waiting", ...counts, until: 21_000 },
  paused: { type: "paused", ...counts },
  left: { type: "left", ...counts },
  opening: { type: "opening", ...counts },
  open: { type: "open", ...counts, socket, since: 15_000 },
} as const satisfies Record<ConnectionState["type"], ConnectionState>;

const events = {
  woken: { type: "woken" },
  opened: { type: "opened", attempt: 3, socket },
  lost: { type: "lost", attempt: 3 },
  hidden: { type: "hidden" },
  left: { type: "left" },
} as const satisfies Record<ConnectionEvent["type"], ConnectionEvent>;

const next = { type: "opening", attempt: 4, tries: 2 } as const;
const failed = { type: "waiting", attempt: 3, tries: 3, until: 21_000 } as const;
const fresh = { type: "open", ...counts, socket, since: 20_000 } as const;
const { paused, left } = states;
const pausedAfterLoss = { ...paused, tries: 3 };

type Row = Readonly<Record<ConnectionEvent["type"], ConnectionState | "same">>;
type Table = Readonly<Record<ConnectionState["type"], Row>>;

const seen: Table = {
  waiting: { woken: next, opened: "same", lost: "same", hidden: "same", left },
  paused: { woken: next, opened: "same", lost: "same", hidden: "same", left },
  left: { woken: next, opened: "same", lost: "same", hidden: "same", left: "same" },
  opening: { woken: "same", opened: fresh, lost: failed, hidden: "same", left },
  open: { woken: "same", opened: "same", lost: failed, hidden: "same", left },
};

const hidden: Table = {
  waiting: { woken: "same", opened: "same", lost: "same", hidden: paused, left },
  paused: { woken: "same", opened: "same", lost: "same", hidden: "same", left },
  left: { woken: "same", opened: "same", lost: "same", hidden: "same", left: "same" },
  opening: { woken: "same", opened: fresh, lost: pausedAfterLoss, hidden: "same", left },
  open: { woken: "same", opened: "same", lost: pausedAfterLoss, hidden: "same", left },
};

for (const [name, table, isHidden] of [["seen", seen, false], ["hidden", hidden, true]] as const) {
  for (const [type, state] of Object.entries(states)) {
    for (const [kind, event] of Object.entries(events)) {
      const expected = table[type as ConnectionState["type"]][kind as ConnectionEvent["type"]];
      Deno.test(`nextState() of a ${name} tab: ${type}, ${kind} gives ${expected === "same" ? type : expected.type}`, () => {
        const given = nextState(state, event, { ...moment, hidden: isHidden });
        if (expected === "same") strictEqual(given, state);
        else deepStrictEqual(given, expected);
      });
    }
  }
}

Deno.test("nextState() leaves every state alone when a socket speaks that was given up", () => {
  for (const state of Object.values(states)) {
    for (const attempt of [2, 4]) {
      strictEqual(nextState(state, { type: "opened", attempt, socket }, moment), state);
      strictEqual(nextState(state, { type: "lost", attempt }, moment), state);
    }
  }
});

Deno.test("nextState() doubles the longest pause with each loss, up to the limit", () => {
  const pauses: number[] = [];
  let state: ConnectionState = unconnected;
  for (let at = 0; at < 9; at++) {
    state = nextState(state, { type: "woken" }, moment);
    state = nextState(state, { type: "lost", attempt: state.attempt }, { ...moment, now: 0, random: 1 });
    if (state.type === "waiting") pauses.push(state.until);
  }
  deepStrictEqual(pauses, [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  strictEqual(nextState(states.opening, events.lost, { ...moment, random: 0 }).type, "waiting");
});

Deno.test("nextState() forgets the failed attempts only after ten seconds of one socket", () => {
  const triesAfter = (ms: number) => nextState(states.open, events.lost, { ...moment, now: 15_000 + ms }).tries;
  strictEqual(triesAfter(9_999), 3);
  strictEqual(triesAfter(10_000), 1);
});

Deno.test("statusOf() tells what a page may say", () => {
  strictEqual(statusOf(states.open, true), "online");
  strictEqual(statusOf(states.waiting, false), "reconnecting");
  strictEqual(statusOf(states.waiting, true), "offline");
  strictEqual(statusOf({ type: "opening", attempt: 1, tries: 0 }, false), "online");
  strictEqual(statusOf({ type: "opening", attempt: 1, tries: 0 }, true), "offline");
});
