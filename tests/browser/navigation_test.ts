import { deepStrictEqual, strictEqual } from "node:assert";
import { browserTest, browserTestLiveToo } from "./harness.ts";
import { detailsLink, game, heading, heroScore, shows } from "./scoreboard.ts";
import type { Visitor } from "./visitor.ts";

const withoutSocket = { before: "delete globalThis.WebSocket;" };

/** The requests for data so far, whichever way they went. */
function asked({ frames, requests }: Visitor): string[] {
  const overSocket = frames.filter(({ from, kind }) => from === "client" && kind === "go").map(({ content }) =>
    content[2]
  );
  const overHttp = requests.filter(({ type }) => type === "fetch" || type === "xhr").map(({ path }) => path);
  return [...overSocket.map((href) => `frame ${href}`), ...overHttp.map((path) => `fetch ${path}`)];
}

/** Goes over three pages: a request that came late or twice for one of them would show at the next. */
async function walk(page: Visitor["page"]): Promise<void> {
  await page.getByRole("link", { name: "Standings" }).click();
  await heading(page, "Standings").waitFor();
  await page.getByRole("link", { name: game.home }).click();
  await heading(page, game.home).waitFor();
  await detailsLink(page, game.name).click();
  await shows(heroScore(page, game.home), game.homeScore);
}

browserTest("navigation asks once for each page, in a frame of the socket", async ({ visit }) => {
  const visitor = await visit("/games");
  await visitor.frame("server", "hello");
  await walk(visitor.page);
  deepStrictEqual(asked(visitor), [`frame /standings`, `frame ${game.homeSlug}`, `frame ${game.path}`]);
  strictEqual(visitor.requests.filter(({ type }) => type === "document").length, 1);
});

browserTest("navigation asks once for each page with a fetch where there is no socket", async ({ visit }) => {
  const visitor = await visit("/games", withoutSocket);
  await walk(visitor.page);
  deepStrictEqual(asked(visitor), ["fetch /_rally/frame", "fetch /_rally/frame", "fetch /_rally/frame"]);
  strictEqual(visitor.requests.filter(({ type }) => type === "document").length, 1);
});

browserTestLiveToo("navigation goes back and forward through the history", async ({ visit }) => {
  const { page, requests } = await visit("/games");
  await page.getByRole("link", { name: "Standings" }).click();
  await heading(page, "Standings").waitFor();
  await page.getByRole("link", { name: game.home }).click();
  await heading(page, game.home).waitFor();
  await page.goBack();
  await heading(page, "Standings").waitFor();
  strictEqual(new URL(page.url()).pathname, "/standings");
  await page.goBack();
  await heading(page, "Games").waitFor();
  await page.goForward();
  await heading(page, "Standings").waitFor();
  strictEqual(await page.title(), "Standings");
  strictEqual(requests.filter(({ type }) => type === "document").length, 1);
});

browserTestLiveToo("navigation to another query of a page shows its data", async ({ visit }) => {
  const { page } = await visit("/games");
  await page.getByRole("navigation", { name: "Filter by team" }).getByRole("link", { name: game.home }).click();
  await page.waitForURL("/games?team=TOR");
  const sixthCard = page.getByRole("main").getByRole("listitem").nth(5);
  await sixthCard.waitFor({ state: "detached" });
  await page.goBack();
  await sixthCard.waitFor();
});

browserTestLiveToo("navigation to a page that does not exist shows the app's 404", async ({ app, visit }) => {
  const { page } = await visit("/games", { expects: [/404/] });
  app.sql("DELETE FROM games WHERE id = 1");
  await detailsLink(page, game.name).click();
  await heading(page, "Off the board").waitFor();
});
