import { deepStrictEqual, ok, strictEqual } from "node:assert";
import type { Page } from "playwright-core";
import { browserTestLiveToo } from "./harness.ts";
import { game, heading, shows, titled } from "./scoreboard.ts";

const scrollY = (page: Page) => page.evaluate(() => globalThis.scrollY);
const focused = (page: Page) => page.evaluate(() => document.activeElement?.id || document.activeElement?.tagName);

browserTestLiveToo("Back and Forward restore scroll and focus", async ({ visit }) => {
  const { page } = await visit("/lab/long");
  await page.locator("#to-standings").focus();
  const before = await scrollY(page);
  ok(before > 1000, `the link stands far down, at ${before}`);
  await page.keyboard.press("Enter");
  await heading(page, "Standings").waitFor();
  deepStrictEqual([await scrollY(page), await focused(page)], [0, "BODY"]);
  await page.goBack();
  await heading(page, "Part 1").waitFor();
  await page.waitForURL("/lab/long");
  await page.locator("#to-standings:focus").waitFor();
  strictEqual(await scrollY(page), before);
  await page.goForward();
  await heading(page, "Standings").waitFor();
  strictEqual(await scrollY(page), 0);
});

browserTestLiveToo("links with a hash arrive at their place, within a page and from another", async ({ visit }) => {
  const { page, requests } = await visit("/standings");
  await page.evaluate(() => {
    const link = Object.assign(document.createElement("a"), { href: "/lab/long#p30", textContent: "Thirtieth" });
    document.querySelector("main, body")?.append(link);
  });
  await page.getByRole("link", { name: "Thirtieth" }).click();
  await heading(page, "Part 1").waitFor();
  const top = () => page.locator("#p30").evaluate((element) => Math.round(element.getBoundingClientRect().top) + 0);
  strictEqual(await top(), 0);
  await page.evaluate(() => scrollTo(0, 500));
  await page.getByRole("link", { name: "Thirtieth" }).first().evaluate((link) => (link as HTMLElement).click());
  strictEqual(await top(), 0);
  strictEqual(requests.filter(({ type }) => type === "document").length, 1);
});

browserTestLiveToo(
  "the title of the new page is told, and a click on the shown page's link adds no entry",
  async ({ visit }) => {
    const { page } = await visit("/games");
    await page.getByRole("link", { name: "Standings" }).click();
    await titled(page, "Standings");
    await shows(page.locator("#rally-title[aria-live=assertive]"), "Standings");
    const entries = await page.evaluate(() => history.length);
    await page.getByRole("link", { name: "Standings" }).click();
    await page.getByRole("link", { name: game.home }).click();
    await heading(page, game.home).waitFor();
    strictEqual(await page.evaluate(() => history.length), entries + 1);
  },
);

browserTestLiveToo("the tags of the head follow the page", async ({ visit }) => {
  const { page } = await visit("/standings");
  const spacing = () => page.locator("h1").evaluate((element) => getComputedStyle(element).letterSpacing);
  const description = () =>
    page.locator("head meta[name=description]").evaluateAll((tags) => tags.map((tag) => tag.getAttribute("content")));
  const before = await description();
  await page.evaluate(() => document.querySelector("a[href='/games']")?.setAttribute("href", "/lab/long"));
  await page.locator("a[href='/lab/long']").first().click();
  await heading(page, "Part 1").waitFor();
  strictEqual(await spacing(), "7px");
  ok((await description()).includes("Part 1 of a long page"));
  await page.locator("#to-standings").click();
  await heading(page, "Standings").waitFor();
  await page.locator("link[href='/lab.css']").waitFor({ state: "detached" });
  deepStrictEqual(await description(), before);
});

browserTestLiveToo("view transitions run where the page asks for them", async ({ visit }) => {
  const { page } = await visit("/lab/long", {
    before: `globalThis.transitions = 0;
        const start = Document.prototype.startViewTransition;
        Document.prototype.startViewTransition = function (change) { transitions++; return start.call(this, change); };`,
  });
  const transitions = () => page.evaluate("transitions");
  await page.locator("#to-standings").click();
  await heading(page, "Standings").waitFor();
  strictEqual(await transitions(), 1);
  await page.getByRole("link", { name: game.home }).click();
  await heading(page, game.home).waitFor();
  strictEqual(await transitions(), 1);
});

browserTestLiveToo("a load that fails shows the nearest error page", async ({ visit }) => {
  const { page, requests } = await visit("/lab/long", { expects: [/500/] });
  await page.getByRole("link", { name: "Failing" }).click();
  await page.waitForURL("/lab/long?fail=true");
  await heading(page, /./).filter({ hasNotText: "Part" }).waitFor();
  strictEqual(requests.filter(({ type }) => type === "document").length, 1);
});
