import { deepStrictEqual, strictEqual } from "node:assert";
import type { Page, Route } from "playwright-core";
import { browserTest } from "./harness.ts";
import { game, heading } from "./scoreboard.ts";

const withoutSocket = { before: "delete globalThis.WebSocket;" };

/** Keeps the answers to navigations back until the test lets them go. */
async function holdAnswers(page: Page): Promise<{ release(href: string): Promise<void> }> {
  const held = new Map<string, PromiseWithResolvers<Route>>();
  const of = (href: string) => held.get(href) ?? held.set(href, Promise.withResolvers()).get(href)!;
  await page.route("/_rally/frame", (route) => of(route.request().postDataJSON()[2]).resolve(route));
  return {
    async release(href) {
      const route = await of(href).promise;
      held.delete(href);
      await route.continue();
    },
  };
}

browserTest("the old page stays, with a bar, until the new page's data has come", async ({ visit }) => {
  const { page } = await visit("/games", withoutSocket);
  const answers = await holdAnswers(page);
  await page.getByRole("link", { name: "Standings" }).click();
  await page.getByRole("progressbar", { name: "Loading" }).waitFor();
  await heading(page, "Games").waitFor();
  strictEqual(await page.locator("html").getAttribute("aria-busy"), "true");
  await answers.release("/standings");
  await heading(page, "Standings").waitFor();
  await page.getByRole("progressbar").waitFor({ state: "detached" });
  strictEqual(await page.locator("html").getAttribute("aria-busy"), null);
});

browserTest("two fast clicks end on the last one, whichever answer comes first", async ({ visit }) => {
  const { page } = await visit("/games", withoutSocket);
  const answers = await holdAnswers(page);
  await page.getByRole("link", { name: "Standings" }).click();
  await page.getByRole("link", { name: game.name }).click();
  await answers.release(game.path);
  await heading(page, /Toronto/).waitFor();
  const late = page.waitForResponse("/_rally/frame");
  await answers.release("/standings");
  await (await late).finished();
  await heading(page, /Toronto/).waitFor();
  strictEqual(new URL(page.url()).pathname, game.path);
});

browserTest("a build that is outdated takes the next navigation as a document", async ({ visit }) => {
  const visitor = await visit("/games", { before: outdatedHello });
  const { page, requests } = visitor;
  await visitor.frame("server", "hello");
  const documents = () => requests.filter(({ type }) => type === "document").map(({ path }) => path);
  deepStrictEqual(documents(), ["/games"]);
  await page.getByRole("link", { name: "Standings" }).click();
  await page.waitForURL("/standings");
  await visitor.ready();
  deepStrictEqual(documents(), ["/games", "/standings"]);
});

/** Makes the server's greeting that of another build, once for the tab. */
const outdatedHello = `
  if (!sessionStorage.getItem("outdated")) {
    const { get } = Object.getOwnPropertyDescriptor(MessageEvent.prototype, "data");
    Object.defineProperty(MessageEvent.prototype, "data", {
      get() {
        const data = get.call(this);
        if (typeof data !== "string" || !data.startsWith('["hello"')) return data;
        sessionStorage.setItem("outdated", "yes");
        return '["hello","another",1]';
      },
    });
  }`;

browserTest("what was saved while later data of the page was on its way is not set back by it", async ({ visit }) => {
  const { page } = await visit("/lab/connection", withoutSocket);
  const saved = page.getByRole("list", { name: "Saved" }).getByRole("listitem");
  const before = await saved.count();
  const loaded = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  // The server has read the data before the save; the browser gets it after the answer of the save.
  await page.route("/_rally/frame", async (route) => {
    if (route.request().postDataJSON()[0] !== "go") return await route.continue();
    const response = await route.fetch();
    loaded.resolve();
    await released.promise;
    await route.fulfill({ response });
  });
  await page.evaluate("document.body.append(Object.assign(document.createElement('a'), { href: '', text: 'Again' }))");
  await page.getByRole("link", { name: "Again" }).click();
  await loaded.promise;
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await saved.nth(before).waitFor();
  released.resolve();
  await page.getByText("Asked 0").waitFor();
  strictEqual(await saved.count(), before + 1);
});
