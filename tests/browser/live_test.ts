import { deepStrictEqual, strictEqual } from "node:assert";
import { gatedSocket, hold, open } from "./gated_socket.ts";
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

browserTest("a click on a live page counts, however late its patches are read", async ({ visit }) => {
  const { page, frames } = await visit("/lab/effects", { before: gatedSocket });
  await page.getByText("Dark false").waitFor();
  await hold(page, `([kind]) => kind === "patch"`);
  await page.evaluate(`(async () => {
    for (let frame = 0; frame < 40; frame++) {
      document.dispatchEvent(new Event("burst"));
      // The server draws at most once in as long as one of these takes.
      await new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown)));
    }
  })()`);
  await page.getByRole("button", { name: "Listen" }).click();
  await page.getByRole("button", { name: "scroll", exact: true }).click();
  // Both are answered; what they show and do comes when there is room.
  const answers = () => frames.filter(({ kind, content: [ref] }) => kind === "patch" && Number(ref) > 0).length;
  while (answers() < 2) await page.evaluate("new Promise(requestAnimationFrame)");
  await open(page);
  await page.getByText("Burst 40").waitFor();
  await page.getByRole("button", { name: "Mute" }).waitFor();
  // Between seven that it had not seen, and the latest, nothing was drawn.
  const drawn = frames.filter(({ kind, content }) => kind === "patch" && JSON.stringify(content).includes("Burst"));
  strictEqual(drawn.length <= 10, true, `${drawn.length} patches`);
}, { modes: { "/lab/effects": "live" } });

/** Answers some events of a kind as a server does that does not know their version any more. */
const staleEvents = (type: string, times: number) => `
  const { send } = WebSocket.prototype;
  let left = ${times};
  WebSocket.prototype.send = function (text) {
    const [kind, ref, , , event] = JSON.parse(text);
    if (kind !== "act" || event.type !== "${type}" || left-- <= 0) return send.call(this, text);
    const data = JSON.stringify([ref, { stale: true }]);
    queueMicrotask(() => this.onmessage(new MessageEvent("message", { data })));
  };
`;

browserTest("what is stale is sent once more for what the page shows now", async ({ visit }) => {
  const { page } = await visit("/lab/link?to=/", { before: staleEvents("click", 1) });
  await page.getByRole("button", { name: "Count" }).click();
  await page.getByText("Clicked 1").waitFor();
}, { modes: { "/lab/link": "live" } });

browserTest("a form that is stale twice keeps what was typed and can be sent again", async ({ visit }) => {
  const { page } = await visit("/lab/effects", { before: staleEvents("submit", 2) });
  const search = page.getByLabel("Search");
  await search.fill("snow");
  await page.getByRole("listitem").filter({ hasText: "search snow" }).waitFor();
  await search.press("Enter");
  await page.locator("form:has([name=q]):not([data-rally-busy])").waitFor();
  strictEqual(await search.inputValue(), "snow");
  await search.press("Enter");
  await page.getByRole("listitem").filter({ hasText: "sent snow" }).waitFor();
}, { modes: { "/lab/effects": "live" } });
