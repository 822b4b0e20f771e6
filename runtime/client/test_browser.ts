/**
 * What a connection has of a browser, for tests: sockets and answers in the hands of the test, and time that stands
 * still.
 *
 * @module
 */

/** A socket that says nothing by itself. */
export class SilentSocket {
  static all: SilentSocket[] = [];
  readonly sent: string[] = [];
  isClosed = false;
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
    this.isClosed = true;
  }
  say(...frame: readonly unknown[]) {
    this.onmessage({ data: JSON.stringify(frame) });
  }
}

/** A browser whose only tab a test plays. */
export interface FakeBrowser extends Disposable {
  readonly dataset: Record<string, string | undefined>;
  /** The bodies of all POST requests. */
  readonly posts: string[];
  visibility: "visible" | "hidden";
  onLine: boolean;
  /** What a POST answers; without it the network fails. */
  answer: ((body: string) => unknown) | undefined;
  fire(event: string): void;
  /** Lets promises go on; nothing falls due. */
  settle(): Promise<void>;
  /** Moves the time on and runs what falls due, in order. */
  advance(ms: number): Promise<void>;
  /** Moves the time on while the tab stands still: what falls due is run by the next {@linkcode advance}, late. */
  freeze(ms: number): void;
}

interface Timer {
  readonly at: number;
  run(): void;
}

/** Takes the place of the globals until it is disposed of. `Math.random()` is 1: every pause is the longest. */
export function fakeBrowser(): FakeBrowser {
  SilentSocket.all = [];
  const { setTimeout: later } = globalThis;
  const timers = new Map<number, Timer>();
  const listeners = new Map<string, Set<(event: Event) => void>>();
  let now = 1_000_000;
  let lastTimer = 0;

  function add(name: string, listener: (event: Event) => void): void {
    listeners.set(name, (listeners.get(name) ?? new Set()).add(listener));
  }

  function setTimer(work: (...values: unknown[]) => void, ms = 0, ...values: unknown[]): number {
    timers.set(++lastTimer, { at: now + ms, run: () => work(...values) });
    return lastTimer;
  }

  // Longer than any chain of promises that only a network or a timer would hold up, the import of a script included.
  async function settle(): Promise<void> {
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => later(resolve));
  }

  const browser: FakeBrowser = {
    dataset: {},
    posts: [],
    visibility: "visible",
    onLine: true,
    answer: undefined,
    fire(name) {
      for (const listener of listeners.get(name) ?? []) listener(new Event(name));
    },
    settle,
    freeze(ms) {
      now += ms;
    },
    async advance(ms) {
      const end = now + ms;
      for (;;) {
        const [next] = [...timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at);
        if (!next) break;
        timers.delete(next[0]);
        now = Math.max(now, next[1].at);
        next[1].run();
        await settle();
      }
      now = end;
    },
    [Symbol.dispose]() {
      for (const [target, name, descriptor] of before) {
        if (descriptor) Object.defineProperty(target, name, descriptor);
        else Reflect.deleteProperty(target, name);
      }
    },
  };

  const fakes: readonly (readonly [target: object, name: string, value: unknown])[] = [
    [globalThis, "WebSocket", SilentSocket],
    [globalThis, "location", { protocol: "http:", host: "app.test", reload: () => {} }],
    [globalThis, "navigator", {
      get onLine() {
        return browser.onLine;
      },
    }],
    [globalThis, "document", {
      documentElement: { dataset: browser.dataset },
      addEventListener: add,
      get visibilityState() {
        return browser.visibility;
      },
    }],
    [globalThis, "addEventListener", add],
    [globalThis, "removeEventListener", (name: string, listener: () => void) => listeners.get(name)?.delete(listener)],
    [globalThis, "setTimeout", setTimer],
    [globalThis, "clearTimeout", (id: number) => timers.delete(id)],
    [globalThis, "setInterval", (work: () => void, ms: number) => {
      const again = () =>
        setTimer(() => {
          again();
          work();
        }, ms);
      return again();
    }],
    [globalThis, "fetch", (_path: string, { body }: { readonly body: string }) => {
      browser.posts.push(body);
      const { answer } = browser;
      return answer ? Promise.resolve(Response.json(answer(body))) : Promise.reject(new TypeError("No network"));
    }],
    [Date, "now", () => now],
    [Math, "random", () => 1],
    [AbortSignal, "timeout", () => undefined],
  ];
  const before = fakes.map(([target, name]) => [target, name, Object.getOwnPropertyDescriptor(target, name)] as const);
  for (const [target, name, value] of fakes) {
    Object.defineProperty(target, name, { value, configurable: true, writable: true });
  }
  return browser;
}
