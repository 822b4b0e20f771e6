import { deepStrictEqual } from "node:assert";
import { browserTest, browserTestLiveToo } from "./harness.ts";
import { cardScore, game, heading, heroScore, plusButton, shows, signIn } from "./scoreboard.ts";
import type { Visitor } from "./visitor.ts";

browserTest("two tabs see each other's change, and the origin does not get its own", async ({ visit }) => {
  const [ada, felix] = [await visit("/"), await visit("/games")];
  await signIn(ada, game.path);
  const other = await ada.tab(game.path);
  await Promise.all([felix, other].map((visitor) => visitor.frame("client", "topics")));

  await plusButton(ada.page, game.home).click();
  await shows(cardScore(felix.page, game.name, game.home), 5);
  await shows(heroScore(other.page, game.home), 5);
  await shows(heroScore(ada.page, game.home), 5);

  // The other tab answers: its event is the only one that the first may have got by then.
  await plusButton(other.page, game.home).click();
  await shows(heroScore(ada.page, game.home), 6);
  await shows(cardScore(felix.page, game.name, game.home), 6);
  for (const { frames } of [ada, other]) {
    const events = frames.filter(({ from, kind }) => from === "server" && kind === "event");
    deepStrictEqual(events.map(({ content }) => content[1]), ["game/1"]);
  }
});

browserTest("two tabs: a change reaches every page that shows the game", async ({ visit }) => {
  const pages = [["/games", cardScore], ["/teams/toronto-tides", cardScore], [
    "/teams/montréal-meteors",
    cardScore,
  ]] as const;
  const watchers = await Promise.all(pages.map(async ([path, score]) => ({ score, visitor: await visit(path) })));
  await Promise.all(watchers.map(({ visitor }) => visitor.frame("client", "topics")));
  const ada = await visit("/");
  await signIn(ada, "/admin/games");
  const desk = ada.page.getByRole("listitem").filter({ hasText: game.home }).filter({ hasText: "Montréal Meteors" });
  await desk.getByRole("button", { name: `Add one goal for ${game.home}` }).click();
  for (const { score, visitor: { page } } of watchers) await shows(score(page, game.name, game.home), 5);
});

browserTest("two tabs: the standings are sorted anew when an admin ends a game", async ({ app, visit }) => {
  // With this score the winner overtakes the leader, who has as many wins, by goals.
  app.sql("UPDATE games SET away_score = 9 WHERE id = 3");
  const felix = await visit("/standings");
  await felix.frame("client", "topics");
  const leader = felix.page.getByRole("row").nth(1);
  await leader.filter({ hasText: game.home }).waitFor();
  const ada = await visit("/");
  await signIn(ada, "/admin/games");
  await ada.page.getByRole("button", { name: "Finalize Winnipeg Wolves at Calgary Comets" }).click();
  await leader.filter({ hasText: "Winnipeg Wolves" }).waitFor();
});

browserTestLiveToo("two tabs: two admins who click at once lose nothing", async ({ visit }) => {
  const [ada, eve] = [await visit("/"), await visit("/")];
  await Promise.all([ada, eve].map((admin) => signIn(admin, game.path)));
  const clickThrice = async ({ page }: Visitor) => {
    for (let click = 0; click < 3; click++) await plusButton(page, game.home).click();
  };
  await Promise.all([ada, eve].map(clickThrice));
  for (const { page } of [ada, eve]) await shows(heroScore(page, game.home), 10);
  const late = await visit(game.path);
  await heading(late.page, game.name).waitFor();
  await shows(heroScore(late.page, game.home), 10);
});

for (const mode of ["client", "live"] as const) {
  browserTest(`two tabs: who signs out in one is signed out in the other in ${mode} mode`, async ({ visit }) => {
    const ada = await visit("/", { expects: [/WebSocket/] });
    await signIn(ada, game.path);
    const other = await ada.tab(game.path);
    await plusButton(other.page, game.home).waitFor();
    await ada.page.getByRole("button", { name: "Sign out" }).click();
    for (const { page } of [ada, other]) {
      await page.getByRole("link", { name: "Sign in" }).waitFor();
      await plusButton(page, game.home).waitFor({ state: "detached" });
    }
  }, { modes: { "/games/:id": mode } });
}
