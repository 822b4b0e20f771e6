/**
 * A visit of the app in a real browser: its window, and how to know that it has come to rest.
 *
 * @module
 */
import type { BrowserTab, BrowserWindow, TestBrowser } from "./browser.ts";
import type { Work } from "./work.ts";

/** A tab that shows a page of the app. */
export interface BrowserVisit {
  readonly window: BrowserWindow;
  readonly tab: BrowserTab;
  /** Resolves when all that went between the tab and the server before this call has arrived and been dealt with. */
  echo(): Promise<void>;
  /** Takes the network away or gives it back, and resolves when the page has noticed. */
  setOffline(isOffline: boolean): Promise<void>;
  close(): Promise<void>;
}

/** How a browser visits. */
export interface BrowserVisitOptions {
  /** Where the app listens, e.g. `http://127.0.0.1:41234`. */
  readonly origin: string;
  /** A session cookie, as in a `Set-Cookie` header. */
  readonly cookie: string | undefined;
  readonly now: number;
  readonly work: Work;
}

/** How long something may take to appear in a browser, in milliseconds. */
const patienceMs = 5_000;

// The clock of playwright takes the timeline of the document away with the time, and the frames in which a page draws:
// those belong to the window, not to the time of the app.
const keepWindowScript = `
  const { performance: timeline, setTimeout: later } = globalThis;
  globalThis.rallyWindow = () => {
    performance.getEntriesByType = (type) => timeline.getEntriesByType(type);
    const { setTimeout } = globalThis;
    globalThis.setTimeout = (work, ms, ...rest) => (ms === 16 ? later : setTimeout)(work, ms, ...rest);
  };
`;

// Frames of one socket arrive in order: when the answer to a ping is here, so is everything that was said before it.
const echoScript = `
  const sockets = new Set();
  const { WebSocket } = globalThis;
  globalThis.WebSocket = class extends WebSocket {
    constructor(address) {
      super(address);
      sockets.add(this);
      this.addEventListener("close", () => sockets.delete(this));
    }
  };
  const ready = () => new Promise((resolve) => {
    const root = document.documentElement;
    const isReady = () => !document.getElementById("rally-state") || root.dataset.rally === "ready";
    if (document.readyState === "complete" && isReady()) return resolve();
    const look = () => document.readyState === "complete" && isReady() && resolve();
    new MutationObserver(look).observe(root, { attributes: true });
    addEventListener("load", look);
  });
  const answered = (socket) => new Promise((resolve) => {
    const ask = () => {
      socket.addEventListener("message", ({ data }) => data === '["pong"]' && resolve());
      socket.send('["ping"]');
    };
    socket.addEventListener("close", resolve);
    if (socket.readyState === 0) socket.addEventListener("open", ask);
    else if (socket.readyState === 1) ask();
    else resolve();
  });
  globalThis.rallyEcho = async () => {
    await ready();
    await Promise.all([...sockets].map(answered));
    // What the page has still to draw comes first: timers of one length fire in order.
    await new Promise((resolve) => setTimeout(resolve, 16));
  };
`;

/** Opens a window; it shows nothing yet. */
export async function openBrowserVisit(browser: TestBrowser, options: BrowserVisitOptions): Promise<BrowserVisit> {
  const { origin, cookie, now, work } = options;
  const window = await browser.newContext({ baseURL: origin });
  if (cookie !== undefined) {
    const [name = "", value = ""] = cookie.split(";")[0]!.split("=");
    await window.addCookies([{ name, value, url: origin }]);
  }
  await window.addInitScript(echoScript);
  await window.addInitScript(keepWindowScript);
  await window.clock.install({ time: now });
  await window.clock.pauseAt(now + 1);
  await window.addInitScript("rallyWindow()");
  const tab = await window.newPage();
  tab.setDefaultTimeout(patienceMs);
  const loading = new Map<unknown, () => void>();
  tab.on("request", (request) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    loading.set(request, resolve);
    work.watch("a request of the browser", promise);
  });
  const loaded = (request: unknown) => loading.get(request)?.();
  tab.on("requestfinished", loaded);
  tab.on("requestfailed", loaded);
  tab.on("pageerror", (error) => work.fail(error));
  return {
    window,
    tab,
    async echo() {
      if (!tab.url().startsWith(origin)) return;
      try {
        await tab.evaluate("rallyEcho()");
      } catch (error) {
        // The document was left meanwhile; the next one is asked then.
        if (!/context was destroyed|navigat|rallyEcho is not defined/i.test(String(error))) throw error;
        work.watch("the next document", tab.locator("html").waitFor({ state: "attached" }));
      }
    },
    async setOffline(isOffline) {
      await window.setOffline(isOffline);
      // A page without scripts says nothing.
      const gone = isOffline ? ["online"] : ["offline", "reconnecting"];
      const others = gone.map((state) => `[data-rally-connection=${state}]`).join();
      await tab.locator(`html:not(${others})`).waitFor({ state: "attached" });
    },
    close: () => window.close(),
  };
}
