import { deepStrictEqual, strictEqual } from "node:assert";
import type { Page } from "playwright-core";
import { browserTest } from "./harness.ts";
import { game, heroScore, plusButton, shows, signIn } from "./scoreboard.ts";
import type { Visitor } from "./visitor.ts";

const path = "/lab/connection";
const lost = { expects: [/WebSocket|ERR_CONNECTION|ERR_INTERNET|Failed to load resource/] };
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const saved = (page: Page) => page.getByRole("list", { name: "Saved" }).getByRole("listitem");
const state = (page: Page, text: string) => page.getByRole("status").filter({ hasText: text }).waitFor();

/** The browser's word for the state, as a style sheet sees it. */
const marked = (page: Page, value: string) => page.locator(`html[data-rally-connection=${value}]`).waitFor();

/** The keys of the saves that went over any socket, in order. */
const keysOf = ({ frames }: Visitor) =>
  frames.filter(({ from, kind }) => from === "client" && /^(call|form)$/.test(kind)).map(({ content }) => content[6]);

/** Answers to saves never arrive, as when the connection breaks at that moment. */
const deaf = `
  const listener = Object.getOwnPropertyDescriptor(WebSocket.prototype, "onmessage");
  globalThis.isDeaf = true;
  Object.defineProperty(WebSocket.prototype, "onmessage", {
    ...listener,
    set(work) {
      listener.set.call(this, (event) => isDeaf && event.data.startsWith('["ok"') || work.call(this, event));
    },
  });
`;

/** A slow network: calls wait in the browser until the test lets them go. */
const heldCalls = `
  const held = [];
  const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function (text) {
    if (text.startsWith('["call"')) held.push(() => send.call(this, text));
    else send.call(this, text);
  };
  globalThis.letGo = () => held.splice(0).forEach((go) => go());
`;

/** A tab as when another one is in front of it. */
const hiding = `
  let isHidden = false;
  Object.defineProperty(Document.prototype, "visibilityState", { get: () => isHidden ? "hidden" : "visible" });
  globalThis.hide = (value) => {
    isHidden = value;
    document.dispatchEvent(new Event("visibilitychange"));
  };
`;

browserTest("a save whose server is killed before its answer has come is done exactly once", async ({ app, visit }) => {
  const score = () => (app.rows("SELECT home_score FROM games WHERE id = 1")[0] as { home_score: number }).home_score;
  const ada = await visit("/", { ...lost, before: deaf });
  await signIn(ada, game.path);
  await ada.frame("client", "topics");
  await plusButton(ada.page, game.home).click();
  const deadline = performance.now() + 10_000;
  while (score() === game.homeScore) {
    if (performance.now() > deadline) throw new Error("The goal was never saved");
    await ada.page.evaluate("new Promise(requestAnimationFrame)");
  }
  await app.kill();
  await marked(ada.page, "offline");
  await ada.page.evaluate("isDeaf = false");
  await app.start();
  await marked(ada.page, "online");
  await plusButton(ada.page, game.home).click();
  await shows(heroScore(ada.page, game.home), game.homeScore + 2);
  strictEqual(score(), game.homeScore + 2);
  const [first, again, other, ...more] = keysOf(ada);
  strictEqual(first, again);
  strictEqual(first === other, false);
  deepStrictEqual(more, []);
});

browserTest("what is saved without a network waits, is counted, and arrives in order", async ({ visit }) => {
  const { page } = await visit(path, lost);
  await state(page, "online, 0 waiting");
  await page.context().setOffline(true);
  await state(page, "offline, 0 waiting");
  await marked(page, "offline");
  await button(page, "Save").click();
  await page.getByLabel("Text").fill("form 2");
  await button(page, "Send").click();
  await button(page, "Save").click();
  await state(page, "offline, 3 waiting");
  strictEqual(await page.locator("html").getAttribute("data-rally-waiting"), "3");
  await page.context().setOffline(false);
  await state(page, "online, 0 waiting");
  await saved(page).nth(2).waitFor();
  deepStrictEqual(await saved(page).allTextContents(), ["call 1", "form 2", "call 2"]);
  strictEqual(await page.getByLabel("Text").inputValue(), "");
});

for (const isHandled of [false, true]) {
  const teller = isHandled ? "by the app" : "by Rally";
  browserTest(`a save that fails after its page was left is told on the next one, ${teller}`, async ({ visit }) => {
    const { page } = await visit(path, { before: heldCalls });
    await state(page, "online");
    await page.evaluate(`addEventListener("rally:lost-save", (event) => {
      document.body.dataset.lost = event.detail.action + " " + event.detail.refusal.kind;
      if (${isHandled}) event.preventDefault();
    })`);
    await button(page, "Dare").click();
    await page.getByRole("link", { name: "Timer" }).click();
    await page.getByRole("heading", { name: "A timer" }).waitFor();
    await page.evaluate("letGo()");
    await page.locator("body[data-lost='never denied']").waitFor();
    const told = page.locator(".rally-lost-save");
    if (isHandled) strictEqual(await told.count(), 0);
    else await told.filter({ hasText: "Nobody may do this." }).waitFor();
  });
}

browserTest("a tab that nobody sees leaves the server alone until it is seen, or has something to save", async ({
  app,
  visit,
}) => {
  const { page } = await visit(path, { ...lost, before: hiding });
  await state(page, "online");
  const opened: unknown[] = [];
  page.on("websocket", (socket) => opened.push(socket));
  await page.evaluate("hide(true)");
  await app.kill();
  await marked(page, "reconnecting");
  await app.start();
  // It goes by fetch, and does not wake the tab.
  await button(page, "Save").click();
  await saved(page).first().waitFor();
  strictEqual(opened.length, 0);
  await page.evaluate("hide(false)");
  await state(page, "online");
  strictEqual(opened.length, 1);
});

browserTest(
  "two tabs of one person lose their connection and save, each what was done in it",
  async ({ app, visit }) => {
    const first = await visit(path, lost);
    const second = await first.tab(path);
    const tabs = [first, second];
    for (const { page } of tabs) await state(page, "online");
    await app.kill();
    for (const { page } of tabs) await marked(page, "reconnecting");
    for (const { page } of tabs) {
      await button(page, "Save").click();
      await state(page, "offline, 1 waiting");
    }
    await app.start();
    for (const { page } of tabs) await state(page, "online, 0 waiting");
    const third = await first.tab(path);
    deepStrictEqual(await saved(third.page).allTextContents(), ["call 1", "call 1"]);
  },
);

browserTest("a live page marks its document while it has no connection, and is told when it has one", async ({
  app,
  visit,
}) => {
  const { page } = await visit(path, lost);
  await state(page, "online, 0 waiting");
  await app.kill();
  await marked(page, "reconnecting");
  await app.start();
  await marked(page, "online");
  await button(page, "Save").click();
  await saved(page).first().waitFor();
  await state(page, "online, 0 waiting");
}, { modes: { [path]: "live" } });
