/**
 * The whole app in a test: its real server, visited by people with or without a browser.
 *
 * @module
 */
import type { Database } from "../../db/mod.ts";
import { createToken } from "../server/api/tokens.ts";
import type { AppTable } from "../server/app_table.ts";
import { withFrozenModels } from "../server/frozen_table.ts";
import { openSession } from "../server/session.ts";
import { startAppServer, type TestAppOptions } from "./app_server.ts";
import type { TestBrowser } from "./browser.ts";
import type { BrowserVisits } from "./browser_visits.ts";
import { createCookieJar } from "./cookie_jar.ts";
import type { RecordedPage } from "./page_part.ts";
import type { Tab } from "./tab.ts";
import type { VisitedPage } from "./visited_page.ts";

/** How somebody visits an app. */
export interface VisitOptions {
  /** Who she is: what `session.userId` says. Without it she is a visitor who may sign in. */
  readonly userId?: string;
  /** A browser, as `chromium.launch()` of playwright-core gives it; the app must be built. @default none */
  readonly browser?: TestBrowser;
  /** The status that the server answers with, e.g. 404 in a test of a page that is not there. @default {200} */
  readonly status?: number;
}

/** An app under test. */
export interface TestApp extends AsyncDisposable {
  /** The database, to prepare rows and to look at what was saved. */
  readonly db: Database;
  /** What the server has logged: failures with their stack. */
  readonly log: readonly string[];
  /** Opens a page for somebody with cookies of her own. */
  visit(path: string, options?: VisitOptions & { readonly browser?: undefined }): Promise<RecordedPage>;
  /** Opens a page for somebody with cookies of her own, in a browser when one is given. */
  visit(path: string, options: VisitOptions): Promise<VisitedPage>;
  /**
   * Makes a token of the HTTP API for a user.
   *
   * @param scopes What it may be used for; everything by default.
   */
  token(userId: string, scopes?: readonly string[]): string;
  /** Asks the server for something that is no page. */
  request(path: string, init?: RequestInit): Promise<Response>;
  /** Moves the time of the server and of all pages on: `after` effects that fall due are run, in order. */
  advance(ms: number): Promise<void>;
  /** Resolves when nothing is running any more. Every step of a page waits for this by itself. */
  settled(): Promise<void>;
}

// A browser takes a connection for dead that has not answered for ten seconds; each step gives it time to.
const browserStepMs = 5_000;

/** A day: longer than the time of a test is moved. */
const tokenMs = 24 * 60 * 60 * 1000;

/**
 * Starts an app for one test: the real server without a port, over a database of the test's own, with time that stands
 * still. It ends with the block in which it is declared by `await using`.
 *
 * @param given What `rally gen` writes to `generated/app.ts`.
 * @throws {Error} When the folder is not the app's, or its generated code is stale.
 * @example
 * ```ts ignore
 * import { testApp } from "@rally/rally/testing";
 * import { app as table } from "../generated/app.ts";
 *
 * Deno.test("a guest signs the book", async () => {
 *   await using app = testApp(table);
 *   const page = await app.visit("/");
 *   await page.fill("Your name", "Ada");
 *   await page.click("button", "Sign");
 *   await page.find("listitem", "Ada");
 * });
 * ```
 */
export function testApp(given: AppTable, options: TestAppOptions = {}): TestApp {
  const { compare = true } = options;
  const table = withFrozenModels(given);
  const { server, db, clock, work, log, isBuilt } = startAppServer(table, options);
  const tabs: Tab[] = [];
  let browsers: BrowserVisits | undefined;

  async function settled(): Promise<void> {
    try {
      await work.settled();
      for (const tab of tabs) tab.rest(compare);
      if (!browsers) return;
      // Rest on both sides: nothing was begun while the tabs dealt with what they had been sent.
      for (let begun = -1; begun !== work.begun; await work.settled()) {
        begun = work.begun;
        await browsers.echo();
      }
    } catch (error) {
      throw withLog(error, log);
    }
  }

  async function visitWithout(cookie: string | undefined): Promise<RecordedPage> {
    // The light DOM takes a tenth of a second to load: tests that open no page go without.
    const { createPage } = await import("./page_part.ts");
    const { createTab } = await import("./tab.ts");
    const cookies = createCookieJar();
    if (cookie !== undefined) cookies.take(cookie);
    const tab = createTab({ table, server, clock, work }, cookies);
    tabs.push(tab);
    return createPage({ tab, cookies, settled });
  }

  async function visitIn(browser: TestBrowser, cookie: string | undefined): Promise<VisitedPage> {
    if (!isBuilt) {
      throw new Error('Cannot open a browser: the app has no scripts in "dist/"\nhint: run "deno task build" first');
    }
    const { createBrowserVisits } = await import("./browser_visits.ts");
    browsers ??= createBrowserVisits(server, work, settled);
    return await browsers.open(browser, cookie, clock.now());
  }

  async function visit(path: string, { userId, browser, status = 200 }: VisitOptions = {}): Promise<RecordedPage> {
    const cookie = userId === undefined ? undefined : await sessionCookie(db, userId, clock.now());
    const page = browser ? await visitIn(browser, cookie) : await visitWithout(cookie);
    await page.open(path);
    if (page.status !== status) throw withLog(await wrongStatus(page, path, status), log);
    return page as RecordedPage;
  }

  return {
    db,
    log,
    visit,
    token(userId, scopes = ["*"]) {
      const createdAt = clock.now();
      const expiresAt = createdAt + tokenMs;
      return createToken(db.writer, { userId, name: "test", scopes, createdAt, expiresAt }).secret;
    },
    request: async (path, init) => await server.app.request(path, init),
    async advance(ms) {
      for (let left = ms; left > 0; left -= browserStepMs) {
        const step = browsers ? Math.min(left, browserStepMs) : ms;
        await clock.advance(step, settled);
        if (!browsers) return;
        await browsers.advance(step);
        await settled();
      }
    },
    settled,
    async [Symbol.asyncDispose]() {
      for (const tab of tabs) await tab.close();
      await browsers?.close();
      browsers = undefined;
      await settled().finally(db.remove);
    },
  };
}

async function sessionCookie(db: Database, userId: string, now: number): Promise<string> {
  const session = openSession({ userId: null, tokenHash: undefined }, "post");
  session.signIn(userId);
  await db.write((writer) => session.store(writer, now));
  return session.cookie(false) ?? "";
}

async function wrongStatus(page: VisitedPage, path: string, expected: number): Promise<Error> {
  return new Error(
    `Cannot visit ${path}: got status ${page.status} at ${page.path}, expected ${expected}\n` +
      `hint: a test of such an answer says so: app.visit("${path}", { status: ${page.status} })\n` +
      `it shows: ${(await page.text()).slice(0, 300)}`,
  );
}

function withLog(error: unknown, log: readonly string[]): Error {
  const message = error instanceof Error ? error.message : String(error);
  if (log.length === 0) return error instanceof Error ? error : new Error(message);
  return new Error(`${message}\nthe server said:\n${log.join("\n")}`, { cause: error });
}
