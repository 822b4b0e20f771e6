import { strictEqual } from "node:assert";
import { browserTest } from "./harness.ts";
import { detailsLink, game, heroScore, plusButton, shows, signIn } from "./scoreboard.ts";

const lost = { expects: [/WebSocket|ERR_CONNECTION|Failed to load resource/] };

for (const mode of ["client", "live"] as const) {
  browserTest(
    `a page whose server is killed reconnects, catches up and goes on (${mode})`,
    async ({ app, visit }) => {
      const [ada, felix] = [await visit("/", lost), await visit(game.path, lost)];
      await signIn(ada, game.path);
      await plusButton(ada.page, game.home).click();
      await shows(heroScore(felix.page, game.home), 5);

      await app.kill();
      app.sql("UPDATE games SET home_score = 8 WHERE id = 1");
      await app.start();
      await shows(heroScore(felix.page, game.home), 8);
      await shows(heroScore(ada.page, game.home), 8);

      await plusButton(ada.page, game.home).click();
      await shows(heroScore(felix.page, game.home), 9);
      await shows(heroScore(ada.page, game.home), 9);
      for (const { requests } of [felix]) strictEqual(requests.filter(({ type }) => type === "document").length, 1);
    },
    { modes: { "/games/:id": mode } },
  );
}

browserTest("a deploy under an open page loses nothing that a navigation needs", async ({ app, visit }) => {
  const { page, requests } = await visit("/games", lost);
  await app.kill();
  await app.start();
  await detailsLink(page, game.name).click();
  await shows(heroScore(page, game.home), game.homeScore);
  strictEqual(requests.filter(({ type }) => type === "document").length, 1);
});
