import { deepStrictEqual, strictEqual } from "node:assert";
import { browserTest, type World } from "./harness.ts";
import { cardScore, detailsLink, game, heading, heroScore, plusButton, shows, signIn, titled } from "./scoreboard.ts";

/** What a visitor of a game's page can do; it must not tell where the page's loop runs. */
async function gameScript({ visit }: World): Promise<void> {
  const [ada, felix] = [await visit("/"), await visit(game.path)];
  await shows(heroScore(felix.page, game.home), game.homeScore);
  strictEqual(await plusButton(felix.page, game.home).count(), 0);
  await signIn(ada, "/games");
  await detailsLink(ada.page, game.name).click();

  await plusButton(ada.page, game.home).click();
  await shows(heroScore(ada.page, game.home), 5);
  await shows(heroScore(felix.page, game.home), 5);
  await felix.page.getByText("Toronto Tides score: MTL 2, TOR 5").waitFor();
  for (const { page } of [ada, felix]) await titled(page, "MTL 2 – 5 TOR");

  await ada.page.getByRole("button", { name: "Take one goal from Montréal Meteors" }).click();
  await shows(heroScore(felix.page, "Montréal Meteors"), 1);
  await felix.page.getByText("Corrected: MTL 1, TOR 5").waitFor();
  strictEqual(await felix.page.locator(".feed li").count(), 2);

  await felix.page.getByRole("link", { name: game.home }).click();
  await heading(felix.page, game.home).waitFor();
  await shows(cardScore(felix.page, game.name, game.home), 5);
  await felix.page.goBack();
  await shows(heroScore(felix.page, game.home), 5);
  await plusButton(ada.page, game.home).click();
  await shows(heroScore(felix.page, game.home), 6);
  for (const { requests } of [felix]) strictEqual(requests.filter(({ type }) => type === "document").length, 1);
}

/** The same page with JavaScript off. */
async function plainScript({ visit }: World): Promise<void> {
  const visitor = await visit("/", { javaScript: false });
  const { page } = visitor;
  await signIn(visitor, game.path);
  await plusButton(page, game.home).click();
  await shows(heroScore(page, game.home), 5);
}

/** A slow network: sockets open when the test says so. */
const lateSocket = `
  const waiting = [];
  globalThis.openSockets = () => waiting.splice(0).forEach((go) => go());
  const { WebSocket } = globalThis;
  globalThis.WebSocket = function (address) {
    const late = { readyState: 0, send: (data) => real.send(data), close: () => real?.close() };
    let real;
    waiting.push(() => {
      real = new WebSocket(address);
      for (const name of ["onopen", "onmessage", "onclose", "onerror"]) {
        real[name] = (event) => {
          late.readyState = real.readyState;
          late[name]?.(event);
        };
      }
    });
    return late;
  };
`;

for (const mode of ["client", "live"] as const) {
  const options = { modes: { "/games/:id": mode } };
  browserTest(`a game's page does everything in ${mode} mode`, gameScript, options);
  browserTest(`a game's page works without JavaScript in ${mode} mode`, plainScript, options);
}

browserTest("a live page adopts the HTML that it came with and sends patches for what changes", async ({ visit }) => {
  const [ada, felix] = [await visit("/"), await visit(game.path)];
  await signIn(ada, game.path);
  await felix.frame("client", "join");
  await felix.page.evaluate(`document.querySelector(".hero").fromServer = true`);
  await plusButton(ada.page, game.home).click();
  await shows(heroScore(felix.page, game.home), 5);
  strictEqual(await felix.page.evaluate(`document.querySelector(".hero").fromServer`), true);
  // Its loop is on the server: events become patches there, and nothing of the page's own crosses the wire.
  const kinds = new Set(felix.frames.filter(({ from }) => from === "server").map(({ kind }) => kind));
  strictEqual(kinds.has("patch"), true);
  strictEqual(kinds.has("event"), false);
  deepStrictEqual(ada.frames.filter(({ kind }) => kind === "call" || kind === "form"), []);
}, { modes: { "/games/:id": "live" } });

browserTest("a click on a live page before its socket is open is not lost", async ({ visit }) => {
  const { page } = await visit("/lab/link?to=/", { before: lateSocket });
  await page.getByRole("button", { name: "Count" }).click();
  await page.evaluate("openSockets()");
  await page.getByText("Clicked 1").waitFor();
}, { modes: { "/lab/link": "live" } });
