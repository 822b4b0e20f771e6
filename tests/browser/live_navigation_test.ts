/** Going between live, client and static pages: one document, one socket, and what was done on one stays with it. */
import { deepStrictEqual, strictEqual } from "node:assert";
import type { Page } from "playwright-core";
import type { Json } from "../../runtime/wire/codec.ts";
import type { Snapshot } from "../../runtime/wire/snapshot.ts";
import { browserTest } from "./harness.ts";
import { heading, titled } from "./scoreboard.ts";
import type { Visitor } from "./visitor.ts";

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const link = (page: Page, name: string) => page.getByRole("link", { name, exact: true });
const clicked = (page: Page, times: number) => page.getByText(`Clicked ${times}`, { exact: true }).waitFor();
const logged = (page: Page, text: string) => page.getByRole("listitem").filter({ hasText: text }).waitFor();

const live = { modes: { "/lab/life": "live", "/lab/query": "live", "/lab/link": "live" } } as const;

/** One document and one socket, from the first page to the last. */
function sameTab({ frames, requests }: Visitor): void {
  strictEqual(requests.filter(({ type }) => type === "document").length, 1);
  strictEqual(frames.filter(({ kind }) => kind === "hello").length, 1);
}

/** What the browser says to the loop of its page, in order. */
const joinsAndLeaves = ({ frames }: Visitor) =>
  frames.filter(({ from, kind }) => from === "client" && (kind === "join" || kind === "leave"))
    .map(({ kind, content }) => kind === "join" ? `join ${content[2]}` : kind);

/** Frames of the kinds that begin with this text are held back until the test lets them go. */
const holding = (side: "sent" | "received") => `
  const held = [];
  let prefix;
  globalThis.hold = (text) => prefix = text;
  globalThis.letGo = () => { prefix = undefined; held.splice(0).forEach((go) => go()); };
  const isHeld = (data) => prefix !== undefined && data.startsWith(prefix);
  ${
  side === "sent"
    ? `const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function (data) {
    if (isHeld(data)) held.push(() => send.call(this, data));
    else send.call(this, data);
  };`
    : `const listener = Object.getOwnPropertyDescriptor(WebSocket.prototype, "onmessage");
  Object.defineProperty(WebSocket.prototype, "onmessage", {
    ...listener,
    set(work) {
      listener.set.call(this, (event) => isHeld(event.data) ? held.push(() => work.call(this, event)) : work.call(this, event));
    },
  });`
}`;

browserTest("live pages follow each other in one document and over one socket, back and forward too", async ({
  visit,
}) => {
  const visitor = await visit("/lab/life");
  const { page } = visitor;
  await visitor.frame("client", "join");
  // The model of the layout stays all the while.
  await button(page, "Dark").click();
  await button(page, "Open").click();
  await logged(page, "opened");
  await link(page, "Query").click();
  await heading(page, "Tab first").waitFor();
  await button(page, "Count").click();
  await clicked(page, 1);
  await titled(page, "Tab first");
  // Another query of it: the loop goes on.
  await link(page, "Second tab").click();
  await heading(page, "Tab second").waitFor();
  await clicked(page, 1);
  await page.goBack();
  await heading(page, "Tab first").waitFor();
  await clicked(page, 1);
  await page.goBack();
  await heading(page, "Life").waitFor();
  await titled(page, "Life 0");
  await button(page, "Open").click();
  await logged(page, "opened");
  await page.goForward();
  await heading(page, "Tab first").waitFor();
  await clicked(page, 0);
  await button(page, "Count").click();
  await clicked(page, 1);
  strictEqual(await button(page, "Dark").getAttribute("aria-pressed"), "true");
  sameTab(visitor);
  const paths = ["/lab/life", "/lab/query", "/lab/query?tab=second", "/lab/query", "/lab/life", "/lab/query"];
  deepStrictEqual(joinsAndLeaves(visitor).filter((frame) => frame !== "leave"), paths.map((path) => `join ${path}`));
}, live);

/** The live pages that came over the socket, in order: their addresses, and whether templates came with them. */
function livePages({ frames }: Visitor): string[] {
  const answers = frames.flatMap(({ kind, content }) => kind === "ok" ? content[2] as Partial<Snapshot> | null : null);
  const pages = answers.filter((page) => page?.mode === "live");
  deepStrictEqual(pages.filter((page) => page?.html !== undefined), []);
  return pages.flatMap((page) =>
    page?.live ? `${page.href}${(page.live.templates as Json[]).length > 0 ? " with templates" : ""}` : []
  );
}

browserTest("a live page that is shown again comes as its values alone, until there is another socket", async ({
  visit,
}) => {
  const visitor = await visit("/lab/life", { expects: [/ERR_INTERNET_DISCONNECTED/] });
  const { page } = visitor;
  await visitor.frame("client", "join");
  await link(page, "Query").click();
  await heading(page, "Tab first").waitFor();
  // The first page came as a document.
  await page.goBack();
  await button(page, "Open").click();
  await logged(page, "opened");
  await page.goForward();
  await button(page, "Count").click();
  await clicked(page, 1);
  deepStrictEqual(livePages(visitor), ["/lab/query with templates", "/lab/life", "/lab/query"]);

  await page.context().setOffline(true);
  await page.locator("html[data-rally-connection=offline]").waitFor();
  await page.context().setOffline(false);
  // It begins anew.
  await clicked(page, 0);
  await button(page, "Count").click();
  await clicked(page, 1);
  await page.goBack();
  await button(page, "Open").click();
  await logged(page, "opened");
  await page.goForward();
  await clicked(page, 0);
  deepStrictEqual(livePages(visitor).slice(3), [
    "/lab/query with templates",
    "/lab/life with templates",
    "/lab/query",
  ]);
}, live);

browserTest("a live page, a client page and a static page follow each other in one document", async ({ visit }) => {
  const visitor = await visit("/lab/life");
  const { page } = visitor;
  await visitor.frame("client", "join");
  await button(page, "Dark").click();
  await link(page, "Timer").click();
  await heading(page, "A timer").waitFor();
  await page.getByLabel("Quiet").check();
  await page.getByText("Rung 0, low, quiet").waitFor();
  await page.goBack();
  await button(page, "Open").click();
  await logged(page, "opened");
  await link(page, "New").click();
  await heading(page, "A new document").waitFor();
  await page.goBack();
  await button(page, "Open").click();
  await logged(page, "opened");
  // Into a layout without a loop and out of it.
  await link(page, "Shelf").click();
  await heading(page, "Shelf").waitFor();
  await page.locator("html[lang=fr][data-marked=none]").waitFor();
  await link(page, "Blue").click();
  await page.locator("html[data-marked=blue]").waitFor();
  await link(page, "Query").click();
  await heading(page, "Tab first").waitFor();
  await page.locator("html[lang=en]:not([data-marked])").waitFor();
  await button(page, "Count").click();
  await clicked(page, 1);
  strictEqual(await button(page, "Dark").getAttribute("aria-pressed"), "true");
  sameTab(visitor);
}, live);

browserTest("a click that is in flight when its live page is left touches nothing of the next", async ({ visit }) => {
  const visitor = await visit("/lab/life", { before: holding("received") });
  const { page } = visitor;
  await visitor.frame("client", "join");
  await button(page, "Open").click();
  await logged(page, "opened");
  await page.evaluate(`hold('["patch"')`);
  await button(page, "Add bee").click();
  await link(page, "Query").click();
  await heading(page, "Tab first").waitFor();
  await page.evaluate("letGo()");
  await button(page, "Count").click();
  await clicked(page, 1);
  await heading(page, "Tab first").waitFor();
  strictEqual(await page.getByRole("listitem").count(), 0);
  await titled(page, "Tab first");
  sameTab(visitor);
}, live);

browserTest("a click that was sent before its live page is left is done there", async ({ visit }) => {
  const visitor = await visit("/lab/query", { before: holding("sent") });
  const { page } = visitor;
  await visitor.frame("client", "join");
  await page.evaluate(`hold('["act"')`);
  await button(page, "Count").click();
  await link(page, "Second tab").click();
  await heading(page, "Tab second").waitFor();
  await page.evaluate("letGo()");
  await clicked(page, 1);
  await button(page, "Count").click();
  await clicked(page, 2);
  sameTab(visitor);
}, live);
