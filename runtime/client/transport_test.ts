import { deepStrictEqual, ok, strictEqual } from "node:assert";
import type { ServerFrame } from "../wire/frames.ts";
import { createTransport } from "./transport.ts";

/** A socket that says nothing by itself. */
class SilentSocket {
  static all: SilentSocket[] = [];
  readyState = 1;
  sent: string[] = [];
  onopen = () => {};
  onmessage = (_event: { data: string }) => {};
  onclose = (_event: { code: number }) => {};
  constructor() {
    SilentSocket.all.push(this);
  }
  send(text: string) {
    this.sent.push(text);
  }
  close() {
    // The other side never answers the goodbye: `onclose` does not come.
    this.readyState = 2;
  }
}

/** What a tab has of a browser, with timers that run when the test says so. */
function fakeBrowser() {
  SilentSocket.all = [];
  const timers = new Map<number, () => void>();
  const windowListeners = new Map<string, () => void>();
  let lastTimer = 0;
  const setTimer = (run: (...values: unknown[]) => void, _ms: number, ...values: unknown[]) => {
    timers.set(++lastTimer, () => run(...values));
    return lastTimer;
  };
  const fakes = {
    WebSocket: SilentSocket,
    location: { protocol: "http:", host: "app.test", reload: () => {} },
    document: { visibilityState: "visible", addEventListener: () => {} },
    addEventListener: (name: string, listener: () => void) => windowListeners.set(name, listener),
    setTimeout: setTimer,
    setInterval: () => 0,
    clearTimeout: (id: number) => timers.delete(id),
  };
  const before = Object.fromEntries(
    Object.keys(fakes).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]),
  );
  for (const [name, value] of Object.entries(fakes)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  return {
    fire: (name: string) => windowListeners.get(name)?.(),
    runTimers() {
      const due = [...timers.values()];
      timers.clear();
      for (const run of due) run();
    },
    [Symbol.dispose]() {
      for (const [name, descriptor] of Object.entries(before)) {
        if (descriptor) Object.defineProperty(globalThis, name, descriptor);
        else Reflect.deleteProperty(globalThis, name);
      }
    },
  };
}

Deno.test("a socket that does not answer a ping is given up, and its requests are answered", async () => {
  using browser = fakeBrowser();
  const received: ServerFrame[] = [];
  const transport = createTransport({ opened: () => {}, received: (frame) => received.push(frame) }, 100);
  const [dead] = SilentSocket.all;
  const answer = transport.request((id) => ["go", id, "/games"]);
  browser.fire("online");
  deepStrictEqual(dead.sent, ['["go",1,"/games"]', '["ping"]']);
  browser.runTimers();
  const [kind, id, refusal] = await answer;
  deepStrictEqual([kind, id, (refusal as { kind: string }).kind], ["no", 1, "offline"]);
  strictEqual(transport.open, false);
  browser.runTimers();
  strictEqual(SilentSocket.all.length, 2, "another socket is tried");
  // A late word of the dead socket must not touch its successor.
  dead.onclose({ code: 1006 });
  ok(transport.open);
});

Deno.test("any frame from the server ends the doubt about a socket", () => {
  using browser = fakeBrowser();
  const transport = createTransport({ opened: () => {}, received: () => {} }, 100);
  browser.fire("online");
  SilentSocket.all[0].onmessage({ data: '["pong"]' });
  browser.runTimers();
  ok(transport.open);
  strictEqual(SilentSocket.all.length, 1);
});
