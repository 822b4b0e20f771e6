/**
 * One person in front of a browser, with a record of everything that crosses the wire, so that tests can count it.
 */
import { deepStrictEqual } from "node:assert";
import { kindOf } from "../../runtime/wire/dev/frame_names.ts";
import type { Browser, BrowserContext, Page, Response, WebSocket } from "playwright-core";

/** One frame of a socket. */
export interface Frame {
  readonly from: "client" | "server";
  /** The first element, e.g. `go`; of a patch, which has a number there, `patch`. */
  readonly kind: string;
  readonly content: readonly unknown[];
}

/** One HTTP request. */
export interface SentRequest {
  readonly method: string;
  readonly path: string;
  /** As browsers name it: `document`, `script`, `fetch`, … */
  readonly type: string;
}

/** How a visitor browses. */
export interface VisitorOptions {
  /** @default {true} */
  readonly javaScript?: boolean;
  /** Code for every page before its own, e.g. to take the `WebSocket` away. */
  readonly before?: string;
  /** What the browser may complain of in this test. */
  readonly expects?: readonly RegExp[];
}

/** A browser window with cookies of its own. */
export interface Visitor {
  readonly page: Page;
  /** In the order in which they went over any socket of the page. */
  readonly frames: readonly Frame[];
  readonly requests: readonly SentRequest[];
  /** Waits until a frame of a kind has gone over a socket, now or before. */
  frame(from: Frame["from"], kind: string): Promise<Frame>;
  /** Opens an address as the address bar does, and waits until the page runs. */
  go(path: string): Promise<Response | null>;
  /** Waits until the page runs; without JavaScript it never does, and need not. */
  ready(): Promise<void>;
  /** Another tab with the same cookies. */
  tab(path: string): Promise<Visitor>;
  /** Throws when the browser complained of anything. */
  requireNoProblem(): void;
  /** The record as text, for failures. */
  story(name: string): Promise<string>;
  close(): Promise<void>;
}

/** Opens a window; it shows nothing yet. */
export async function openVisitor(browser: Browser, origin: string, options: VisitorOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({ baseURL: origin, javaScriptEnabled: options.javaScript ?? true });
  await context.addInitScript(reportViolations);
  if (options.before !== undefined) await context.addInitScript(options.before);
  return await openTab(context, origin, options);
}

// Chromium prints most violations by itself; the event names them all.
const reportViolations =
  'addEventListener("securitypolicyviolation", (e) => console.error("CSP:", e.violatedDirective, e.blockedURI));';

async function openTab(context: BrowserContext, origin: string, options: VisitorOptions): Promise<Visitor> {
  const page = await context.newPage();
  // A lost connection is tried again after 30 s at the latest.
  page.setDefaultTimeout(40_000);
  const { frames, frame } = recordFrames(page);
  const requests = recordRequests(page, origin);
  const problems = recordProblems(page);
  const tabs: Visitor[] = [];
  const ready = async () => {
    if (options.javaScript ?? true) await page.locator("html[data-rally=ready]").waitFor();
  };
  return {
    page,
    frames,
    requests,
    frame,
    ready,
    async go(path) {
      const response = await page.goto(path);
      await ready();
      return response;
    },
    async tab(path) {
      const tab = await openTab(context, origin, options);
      tabs.push(tab);
      await tab.go(path);
      return tab;
    },
    requireNoProblem() {
      deepStrictEqual(problems.filter((text) => !options.expects?.some((pattern) => pattern.test(text))), []);
      for (const tab of tabs) tab.requireNoProblem();
    },
    async story(name) {
      const sent = frames.map(({ from, content }) => `  ${from}: ${JSON.stringify(content).slice(0, 200)}`);
      const asked = requests.map(({ method, path, type }) => `  ${method} ${path} (${type})`);
      const told = problems.map((problem) => `  problem: ${problem}`);
      const others = await Promise.all(tabs.map((tab, index) => tab.story(`${name}, tab ${index + 2}`)));
      return [`${name} at ${page.url()}:`, ...asked, ...sent, ...told, await shownText(page), ...others].join("\n");
    },
    close: () => context.close(),
  };
}

function recordFrames(page: Page): Pick<Visitor, "frames" | "frame"> {
  const frames: Frame[] = [];
  let changed = Promise.withResolvers<void>();
  const record = (from: Frame["from"], payload: string | Uint8Array) => {
    const content = JSON.parse(typeof payload === "string" ? payload : new TextDecoder().decode(payload));
    frames.push({ from, kind: kindOf(content), content });
    changed.resolve();
    changed = Promise.withResolvers();
  };
  page.on("websocket", (socket: WebSocket) => {
    socket.on("framesent", ({ payload }) => record("client", payload));
    socket.on("framereceived", ({ payload }) => record("server", payload));
  });
  const frame: Visitor["frame"] = async (from, kind) => {
    const deadline = AbortSignal.timeout(10_000);
    const late = Promise.withResolvers<never>();
    late.promise.catch(() => {});
    deadline.addEventListener("abort", () => late.reject(new Error(`No frame "${kind}" from the ${from} in 10 s`)));
    while (true) {
      const found = frames.find((frame) => frame.from === from && frame.kind === kind);
      if (found) return found;
      await Promise.race([changed.promise, late.promise]);
    }
  };
  return { frames, frame };
}

function recordRequests(page: Page, origin: string): SentRequest[] {
  const requests: SentRequest[] = [];
  page.on("request", (request) => {
    const path = request.url().startsWith(origin) ? request.url().slice(origin.length) : request.url();
    requests.push({ method: request.method(), path, type: request.resourceType() });
  });
  return requests;
}

function recordProblems(page: Page): string[] {
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(String(error.stack ?? error)));
  return problems;
}

async function shownText(page: Page): Promise<string> {
  try {
    return `  shows: ${(await page.locator("body").innerText({ timeout: 1_000 })).replace(/\s+/g, " ").slice(0, 600)}`;
  } catch {
    return "  shows nothing";
  }
}
