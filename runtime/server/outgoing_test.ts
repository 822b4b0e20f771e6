import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { createOutgoing, type OutgoingSocket, queueLimits } from "./outgoing.ts";

/** A socket whose reader reads when the test says so. */
function slowSocket() {
  const state = { queued: 0, sent: [] as string[], dropped: false, readers: [] as (() => void)[] };
  const socket: OutgoingSocket = {
    get bufferedAmount() {
      return state.queued;
    },
    readyState: 1,
    OPEN: 1,
    send(text, sent) {
      state.queued += text.length;
      state.sent.push(text);
      if (sent) state.readers.push(sent);
    },
    terminate: () => void (state.dropped = true),
  };
  const read = () => {
    state.queued = 0;
    for (const reader of state.readers.splice(0)) reader();
  };
  return { socket, state, read };
}

Deno.test("createOutgoing() says when a reader is behind, and when it has caught up", () => {
  const { socket, state, read } = slowSocket();
  const timers: (() => void)[] = [];
  let stopped = 0;
  const outgoing = createOutgoing(socket, (_ms, work) => {
    timers.push(work);
    return () => void stopped++;
  });
  const said: string[] = [];
  outgoing.send("a".repeat(queueLimits.news));
  strictEqual(outgoing.isBehind(), false);
  outgoing.send("a");
  strictEqual(outgoing.isBehind(), true);
  outgoing.whenRoom(() => said.push("room"));
  outgoing.whenRoom(() => said.push("room too"));
  deepStrictEqual([said, timers.length, stopped], [[], 1, 0]);
  read();
  deepStrictEqual([said, stopped, outgoing.isBehind(), state.dropped], [["room", "room too"], 1, false, false]);
});

Deno.test("createOutgoing() drops a reader that does not catch up in time", () => {
  const { socket, state } = slowSocket();
  const outgoing = createOutgoing(socket, (ms, work) => {
    strictEqual(ms, 10_000);
    work();
    return () => {};
  });
  outgoing.whenRoom(() => {});
  ok(state.dropped);
});

Deno.test("createOutgoing() drops a reader as soon as too much of what has to arrive waits for it", () => {
  const { socket, state } = slowSocket();
  const outgoing = createOutgoing(socket);
  for (let sent = 0; sent < 4; sent++) outgoing.send("a".repeat(1024 * 1024));
  strictEqual(state.dropped, false);
  outgoing.send("a");
  deepStrictEqual([state.dropped, state.sent.length], [true, 4]);
});
