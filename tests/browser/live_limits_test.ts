import { strictEqual } from "node:assert";
import { once } from "node:events";
import { WebSocket } from "ws";
import { browserTest, type World } from "./harness.ts";
import { detailsLink, game, heading, heroScore, plusButton, shows, signIn } from "./scoreboard.ts";
import type { Visitor } from "./visitor.ts";

const modes = { [game.path.replace(/\d+$/, ":id")]: "live" } as const;

/** The posted forms of a visitor. */
function posts({ requests }: Visitor): number {
  return requests.filter(({ method, type }) => method === "POST" && type === "document").length;
}

/** Fills the places that a session has for live pages, with sockets of its own. */
async function fillPlaces(app: World["app"], visitor: Visitor): Promise<readonly WebSocket[]> {
  const cookies = await visitor.page.context().cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  return await Promise.all(Array.from({ length: 50 }, async () => {
    const socket = new WebSocket(`${app.origin.replace("http", "ws")}/_rally/socket`, { headers: { cookie } });
    await once(socket, "message");
    socket.send(JSON.stringify(["join", 1, game.path, ""]));
    const [answer] = await once(socket, "message");
    strictEqual(JSON.parse(String(answer))[0], "ok");
    return socket;
  }));
}

browserTest(
  "over the limit a live page works by its forms, and has its loop again when there is room",
  async (world) => {
    const ada = await world.visit("/");
    const { page } = ada;
    await signIn(ada, "/games");
    const sockets = await fillPlaces(world.app, ada);
    await detailsLink(page, game.name).click();
    await heading(page, game.name).waitFor();
    strictEqual((await ada.frame("server", "no")).content[0], "no");
    const before = posts(ada);
    await plusButton(page, game.home).click();
    await shows(heroScore(page, game.home), 5);
    await ada.ready();
    await plusButton(page, game.home).click();
    await shows(heroScore(page, game.home), 6);
    strictEqual(posts(ada), before + 2);
    strictEqual(await page.getByRole("alert").count(), 0);
    await page.getByRole("link", { name: game.home }).click();
    await heading(page, game.home).waitFor();
    await page.goBack();
    await heading(page, game.name).waitFor();
    for (const socket of sockets) socket.terminate();
    // The page asks again by itself; until it has been answered its forms are posted.
    while (
      !ada.frames.some(({ content: [kind, , answer], from }) => from === "server" && kind === "ok" && isJoined(answer))
    ) {
      await page.evaluate("new Promise(requestAnimationFrame)");
    }
    await ada.page.evaluate("new Promise(requestAnimationFrame)");
    await plusButton(page, game.home).click();
    await shows(heroScore(page, game.home), 7);
    strictEqual(posts(ada), before + 2);
  },
  { modes },
);

/** Whether an answer is a live page, built anew. */
function isJoined(answer: unknown): boolean {
  return typeof answer === "object" && answer !== null && "live" in answer &&
    (answer.live as { token: string }).token === "";
}

browserTest("a live page without any socket posts its forms", async ({ visit }) => {
  const ada = await visit("/", { before: "globalThis.WebSocket = function () { return { close() {} }; };" });
  await signIn(ada, game.path);
  const before = posts(ada);
  await plusButton(ada.page, game.home).click();
  await shows(heroScore(ada.page, game.home), 5);
  strictEqual(posts(ada), before + 1);
}, { modes });

/** Answers the first event as a server does whose rate it is over. */
const refusedAct = `
  const { send } = WebSocket.prototype;
  let refused = 0;
  WebSocket.prototype.send = function (text) {
    const [kind, ref] = JSON.parse(text);
    if (kind !== "act" || refused++) return send.call(this, text);
    const refusal = { ok: false, kind: "rate_limited", message: "That was too often." };
    this.onmessage(new MessageEvent("message", { data: JSON.stringify([ref, { refused: refusal }]) }));
  };
`;

browserTest("a click that is over the rate is told, and can be done again", async ({ visit }) => {
  const { page, frame } = await visit("/lab/query", { before: refusedAct });
  await frame("server", "ok");
  await page.getByLabel("Note").fill("half a sentence");
  const button = page.getByRole("button", { name: "Count" });
  await button.click();
  await page.getByRole("status").getByText("That was too often.").waitFor();
  strictEqual(await button.getAttribute("data-rally-busy"), null);
  strictEqual(await page.getByLabel("Note").inputValue(), "half a sentence");
  await button.click();
  await page.getByText("Clicked 1").waitFor();
}, { modes: { "/lab/query": "live" } });
