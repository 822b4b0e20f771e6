import { deepStrictEqual, notStrictEqual, strictEqual } from "node:assert";
import { browserTest } from "./harness.ts";
import { game, heading, heroScore, plusButton, shows, signIn } from "./scoreboard.ts";
import type { Visitor } from "./visitor.ts";

function asked({ frames }: Visitor): string[] {
  return frames.filter(({ from, kind }) => from === "client" && kind === "go").map(({ content }) => String(content[2]));
}

/** Waits until a page is asked for, the first one of the visit. */
async function firstAsked(visitor: Visitor): Promise<unknown> {
  return (await visitor.frame("client", "go")).content[2];
}

browserTest("a link under the pointer is asked for ahead, and its click asks no more", async ({ visit }) => {
  const visitor = await visit("/games");
  const { page } = visitor;
  await visitor.frame("server", "hello");
  await page.getByRole("link", { name: "Standings" }).hover();
  strictEqual(await firstAsked(visitor), "/standings");
  await heading(page, "Games").waitFor();
  await page.getByRole("link", { name: "Standings" }).click();
  await heading(page, "Standings").waitFor();
  deepStrictEqual(asked(visitor), ["/standings"]);
});

browserTest("an action makes what was asked ahead worthless", async ({ visit }) => {
  const visitor = await visit("/");
  const { page } = visitor;
  await signIn(visitor, game.path);
  const standings = page.getByRole("link", { name: "Standings" });
  await standings.hover();
  strictEqual(await firstAsked(visitor), "/standings");
  await plusButton(page, game.home).press("Enter");
  await standings.click();
  await heading(page, "Standings").waitFor();
  deepStrictEqual(asked(visitor).filter((href) => href === "/standings").length, 2);
});

browserTest("links ask for their page when they come into sight, or never, as they say", async ({ visit }) => {
  const visitor = await visit("/lab/long");
  const { page } = visitor;
  await visitor.frame("server", "hello");
  deepStrictEqual(asked(visitor), []);
  await page.getByRole("link", { name: "Never ahead" }).hover();
  strictEqual(await firstAsked(visitor), "/games");
  await page.getByRole("link", { name: "Games in sight" }).click();
  await heading(page, "Games").waitFor();
  deepStrictEqual(asked(visitor), ["/games"]);
});

browserTest("a live page that was asked for ahead is shown once, when it runs", async ({ visit }) => {
  const visitor = await visit("/games");
  const { page } = visitor;
  await visitor.frame("server", "hello");
  await page.getByRole("link", { name: game.name }).hover();
  strictEqual(await firstAsked(visitor), game.path);
  await page.getByRole("link", { name: game.name }).click();
  await heading(page, /Toronto/).waitFor();
  await page.evaluate(`document.querySelector(".hero").first = true`);
  const join = await visitor.frame("client", "join");
  notStrictEqual(join.content[3], "", "a model waits for it");
  const ada = await visit("/");
  await signIn(ada, game.path);
  await plusButton(ada.page, game.home).click();
  await shows(heroScore(page, game.home), 5);
  strictEqual(await page.evaluate(`document.querySelector(".hero").first`), true);
}, { modes: { "/games/:id": "live" } });
