import { strictEqual } from "node:assert";
import { browserTestLiveToo } from "./harness.ts";
import { cardScore, detailsLink, game, heading, heroScore, shows } from "./scoreboard.ts";

const withoutScript = { javaScript: false };

browserTestLiveToo("the first paint has the data with JavaScript off", async ({ visit }) => {
  const { page, requests } = await visit("/games", withoutScript);
  await heading(page, "Games").waitFor();
  await shows(cardScore(page, game.name, game.home), game.homeScore);
  strictEqual(await page.getByRole("listitem").count(), 15);

  await detailsLink(page, game.name).click();
  await shows(heroScore(page, game.home), game.homeScore);
  strictEqual(await page.title(), "MTL 2 – 4 TOR");

  await page.getByRole("link", { name: "Standings" }).click();
  strictEqual(await page.getByRole("row").count(), 7);
  strictEqual(requests.filter(({ type }) => type === "document").length, 3);
});

browserTestLiveToo(
  "the first paint of a filter and of a team with an accent in its path has the data",
  async ({ visit }) => {
    const visitor = await visit("/games?team=TOR", withoutScript);
    const { page } = visitor;
    strictEqual(await page.getByRole("listitem").count(), 5);
    await visitor.go("/teams/montréal-meteors");
    await heading(page, "Montréal Meteors").waitFor();
  },
);

browserTestLiveToo(
  "an unknown address and a param that does not parse answer 404 with the app's page",
  async ({ visit }) => {
    const visitor = await visit("/", { expects: [/404/] });
    const { page } = visitor;
    for (const path of ["/nowhere", "/games/999", "/games/03", "/games/abc"]) {
      const response = await visitor.go(path);
      strictEqual(response?.status(), 404, path);
      await heading(page, "Off the board").waitFor();
    }
  },
);
