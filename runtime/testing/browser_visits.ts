/**
 * The visits of an app under test in real browsers: its server listens for them, on a port of its own.
 *
 * @module
 */
import { listen, type Listening } from "../server/listen.ts";
import type { RallyServer } from "../server/create_server.ts";
import type { TestBrowser } from "./browser.ts";
import { createBrowserPage } from "./browser_page.ts";
import { type BrowserVisit, openBrowserVisit } from "./browser_visit.ts";
import type { VisitedPage } from "./visited_page.ts";
import type { Work } from "./work.ts";

/** The browsers that look at one app. */
export interface BrowserVisits {
  open(browser: TestBrowser, cookie: string | undefined, now: number): Promise<VisitedPage>;
  /** Waits until all tabs have dealt with what they were sent. */
  echo(): Promise<void>;
  advance(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** Prepares for browsers; nothing listens before the first one comes. */
export function createBrowserVisits(server: RallyServer, work: Work, settled: () => Promise<void>): BrowserVisits {
  const visits: BrowserVisit[] = [];
  let listening: Promise<Listening> | undefined;
  return {
    async open(browser, cookie, now) {
      listening ??= listen(server, { port: 0, drainMs: 300 });
      const { url } = await listening;
      const visit = await openBrowserVisit(browser, { origin: url, cookie, now, work });
      visits.push(visit);
      return createBrowserPage(visit, settled);
    },
    async echo() {
      await Promise.all(visits.map((visit) => visit.echo()));
    },
    async advance(ms) {
      await Promise.all(visits.map(({ window }) => window.clock.runFor(ms)));
    },
    async close() {
      await Promise.all(visits.splice(0).map((visit) => visit.close()));
      await (await listening)?.drain();
    },
  };
}
