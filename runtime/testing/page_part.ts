/**
 * The page of a test without a browser.
 *
 * @module
 */
import type { BrowserEffect } from "../page/effect.ts";
import { describeElement, findElements, matches, requireElement, requireField, textOf } from "./elements.ts";
import type { CookieJar } from "./cookie_jar.ts";
import { requireOwnIds } from "./own_ids.ts";
import * as perform from "./perform.ts";
import { queryOf, queryText } from "./query.ts";
import type { SentPatch } from "./sent_patch.ts";
import type { Tab } from "./tab.ts";
import type { Name, PagePart, VisitedPage } from "./visited_page.ts";

/** A visited page with what its loops have asked the browser for. */
export interface RecordedPage extends VisitedPage {
  /** In order; each was carried out too: a navigation followed, a cookie kept. */
  readonly effects: readonly BrowserEffect[];
  /** What the server has sent to change it since this was last asked, in live mode; nothing in client mode. */
  patches(): Promise<readonly SentPatch[]>;
}

/** A person's page: the tab, and how to wait until the app has come to rest. */
export interface PageOptions {
  readonly tab: Tab;
  readonly cookies: CookieJar;
  settled(): Promise<void>;
}

/** Puts a page's steps over a tab. */
export function createPage({ tab, cookies, settled: rest }: PageOptions): RecordedPage {
  async function settled(): Promise<void> {
    await rest();
    requireOwnIds(tab.window.document as unknown as Document, tab.href);
  }

  return {
    ...partOf(tab, settled, () => tab.window.document.body, ""),
    get path() {
      return tab.href;
    },
    get status() {
      return tab.status;
    },
    effects: tab.effects,
    async patches() {
      await settled();
      return tab.takePatches();
    },
    async title() {
      await settled();
      return tab.window.document.title;
    },
    async cookie(name) {
      await settled();
      return cookies.get(name);
    },
    async open(path) {
      await tab.open(path);
      await settled();
    },
    async back() {
      await tab.back();
      await settled();
    },
    async offline() {
      await settled();
      tab.offline();
      await settled();
    },
    async online() {
      tab.online();
      await settled();
    },
    close: () => tab.close(),
  };
}

/**
 * The steps in one part of a document.
 *
 * @param settled Resolves when the page has come to rest.
 * @param inside What the part stands in, for messages.
 */
export function partOf(
  tab: Pick<Tab, "window" | "href">,
  settled: () => Promise<void>,
  root: () => Element,
  inside: string,
): PagePart {
  const place = () => tab.href + inside;

  async function look<T>(work: (root: Element) => T): Promise<T> {
    await settled();
    return work(root());
  }

  async function step(work: (root: Element) => void): Promise<void> {
    await look(work);
    await settled();
  }

  async function onField(
    label: Name,
    fits: string,
    work: (field: Element, what: string) => void,
  ): Promise<void> {
    await step((root) => work(requireField(root, label, place(), fits), `the field ${label}`));
  }

  async function turn(label: Name, on: boolean): Promise<void> {
    await onField(label, "input[type=checkbox],input[type=radio]", (field, what) => {
      if ((field as HTMLInputElement).checked !== on) perform.click(field, what);
    });
  }

  return {
    find: (...query) => look((root) => describeElement(requireElement(root, queryOf(query), place()))),
    findAll: (...query) => look((root) => findElements(root, queryOf(query)).map(describeElement)),
    gone: (...query) =>
      look((root) => {
        const { length } = findElements(root, queryOf(query));
        if (length > 0) throw new Error(`Expected no ${queryText(queryOf(query))} on ${place()}, found ${length}`);
      }),
    see: (text) =>
      look((root) => {
        const shown = textOf(root);
        const isThere = typeof text === "string" ? shown.includes(text) : matches(text, shown);
        if (!isThere) throw new Error(`Cannot see ${text} on ${place()}\nit shows: ${shown.slice(0, 1000)}`);
      }),
    text: () => look(textOf),
    click: (...query) =>
      step((root) => perform.click(requireElement(root, queryOf(query), place()), queryText(queryOf(query)))),
    fill: (label, value) =>
      onField(label, perform.typed, (field, what) => perform.fill(tab.window, field, value, what)),
    select: (label, option) =>
      onField(label, "select", (field, what) => perform.select(tab.window, field, option, what)),
    check: (label) => turn(label, true),
    uncheck: (label) => turn(label, false),
    press: (label, key) =>
      onField(label, "input,textarea,select", (field, what) => perform.press(tab.window, field, key, what)),
    within(...query) {
      const outer = place;
      const inner = () => requireElement(root(), queryOf(query), outer());
      return partOf(tab, settled, inner, `${inside} in ${queryText(queryOf(query))}`);
    },
  };
}
