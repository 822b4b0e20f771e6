import { deepStrictEqual, strictEqual } from "node:assert";
import type { Locator, Page } from "playwright-core";
import { browserTest, type World } from "./harness.ts";
import { game, shows, signIn } from "./scoreboard.ts";

/** A slow network: calls wait in the browser until the test lets them go, so their answers are late. */
const heldCalls = `
  const held = [];
  let holding = true;
  const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function (text) {
    if (holding && /^\\["(call|form)"/.test(text)) held.push(() => send.call(this, text));
    else send.call(this, text);
  };
  globalThis.letGo = () => {
    holding = false;
    held.splice(0).forEach((go) => go());
  };
`;

/** A game of the score desk. */
function desk(page: Page): Locator {
  return page.getByRole("listitem").filter({ hasText: game.home }).filter({ hasText: "Montréal Meteors" });
}

function deskScore(page: Page, team: string): Locator {
  return desk(page).locator(".team-line").filter({ hasText: team }).locator(".score");
}

const plus = (page: Page, team: string) => desk(page).getByRole("button", { name: `Add one goal for ${team}` });
const minus = (page: Page, team: string) => desk(page).getByRole("button", { name: `Take one goal from ${team}` });

browserTest(
  "the score desk shows a goal before the answer, and the other admin's meanwhile",
  async ({ app, visit }) => {
    const [ada, eve] = [await visit("/", { before: heldCalls }), await visit("/")];
    for (const admin of [ada, eve]) await signIn(admin, "/admin/games");
    await Promise.all([ada, eve].map((admin) => admin.frame("client", "topics")));

    await plus(ada.page, game.home).click();
    await plus(ada.page, game.home).click();
    await shows(deskScore(ada.page, game.home), 6);
    // The other admin knows nothing of it yet; her own goal arrives under what is expected.
    await plus(eve.page, game.home).click();
    await shows(deskScore(eve.page, game.home), 5);
    await shows(deskScore(ada.page, game.home), 7);

    await ada.page.evaluate("letGo()");
    for (const { page } of [eve, ada]) await shows(deskScore(page, game.home), 7);
    strictEqual(ada.frames.filter(({ from, kind }) => from === "client" && kind === "form").length, 2);
    deepStrictEqual(app.rows("SELECT home_score FROM games WHERE id = 1").map((row) => ({ ...row as object })), [{
      home_score: 7,
    }]);
  },
);

browserTest("the score desk takes a refused goal back", async ({ app, visit }) => {
  const ada = await visit("/", { before: heldCalls });
  await signIn(ada, "/admin/games");
  app.sql("UPDATE games SET final = 1 WHERE id = 1");
  await plus(ada.page, game.home).click();
  await shows(deskScore(ada.page, game.home), 5);
  await ada.page.evaluate("letGo()");
  await shows(deskScore(ada.page, game.home), game.homeScore);
  await ada.page.getByRole("alert").filter({ hasText: "is final" }).waitFor();
});

browserTest("the score desk keeps a goal over a lost connection, and it is saved once", async ({ app, visit }) => {
  const ada = await visit("/", { before: heldCalls, expects: [/WebSocket|ERR_CONNECTION|Failed to load/] });
  await signIn(ada, "/admin/games");
  await plus(ada.page, game.home).click();
  await shows(deskScore(ada.page, game.home), 5);
  await app.kill();
  await ada.page.locator("html[data-rally-waiting='1']").waitFor({ state: "attached" });
  await shows(deskScore(ada.page, game.home), 5);
  await ada.page.evaluate("letGo()");
  await app.start();
  await ada.page.locator("html:not([data-rally-waiting])").waitFor({ state: "attached" });
  await shows(deskScore(ada.page, game.home), 5);
  deepStrictEqual(app.rows("SELECT home_score FROM games WHERE id = 1").map((row) => ({ ...row as object })), [{
    home_score: 5,
  }]);
});

/** Clicks as fast as a browser can; the score ends at zero and stays there. */
async function neverBelowZero({ visit }: World): Promise<void> {
  const [ada, eve] = [await visit("/"), await visit("/")];
  for (const admin of [ada, eve]) await signIn(admin, "/admin/games");
  // Two goals on the board; both admins take them back, until nothing is left to take.
  const takeAll = async ({ page }: { page: Page }) => {
    const button = minus(page, "Montréal Meteors");
    while (await button.isEnabled()) await button.click({ force: true });
    await shows(deskScore(page, "Montréal Meteors"), 0);
  };
  await Promise.all([ada, eve].map(takeAll));
  await plus(ada.page, "Montréal Meteors").click();
  for (const { page } of [ada, eve]) await shows(deskScore(page, "Montréal Meteors"), 1);
}

for (const mode of ["client", "live"] as const) {
  browserTest(`two admins never take a score below zero in ${mode} mode`, neverBelowZero, {
    modes: { "/admin/games": mode },
  });
}
