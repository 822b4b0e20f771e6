import { strictEqual } from "node:assert";
import { browserTest } from "./harness.ts";
import { cardScore, game, heading, heroScore, plusButton, shows, signIn } from "./scoreboard.ts";

const withoutScript = { javaScript: false };

browserTest("forms without JavaScript sign in, change a score and sign out", async ({ visit }) => {
  const watcher = await visit("/games");
  await watcher.frame("client", "topics");
  const visitor = await visit("/", withoutScript);
  const { page } = visitor;
  await signIn(visitor, game.path);
  await plusButton(page, game.home).click();
  await shows(heroScore(page, game.home), 5);
  strictEqual(new URL(page.url()).search, "");
  await page.reload();
  await shows(heroScore(page, game.home), 5);
  await shows(cardScore(watcher.page, game.name, game.home), 5);

  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("link", { name: "Sign in" }).waitFor();
  strictEqual(await plusButton(page, game.home).count(), 0);
});

browserTest("forms without JavaScript show the page again with problems and what was typed", async ({ visit }) => {
  const { page } = await visit("/lab/form?note=kept", { ...withoutScript, expects: [/422/] });
  await page.getByLabel("Name").fill("Al");
  await page.getByLabel("Age").fill("old");
  const answer = page.waitForResponse((response) => response.request().method() === "POST");
  await page.getByRole("button", { name: "Save" }).click();
  strictEqual((await answer).status(), 422);
  await page.getByRole("alert").filter({ hasText: "At least three letters" }).waitFor();
  strictEqual(await page.getByLabel("Name").inputValue(), "Al");
  strictEqual(await page.getByLabel("Age").inputValue(), "old");
  strictEqual(await page.getByLabel("Name").getAttribute("aria-invalid"), "true");
  await page.getByText("Note: kept").waitFor();

  await page.getByLabel("Name").fill("Alice");
  await page.getByLabel("Age").fill("33");
  await page.getByRole("button", { name: "Save" }).click();
  await heading(page, "A form").waitFor();
  strictEqual(await page.getByLabel("Name").inputValue(), "");
  strictEqual(page.url().endsWith("/lab/form?note=kept"), true);
});

browserTest("forms with JavaScript give the same problems over the socket", async ({ visit }) => {
  const { page, frames, requests } = await visit("/lab/form");
  await page.getByLabel("Name").fill("Al");
  await page.getByLabel("Age").fill("old");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("alert").filter({ hasText: "At least three letters" }).waitFor();
  strictEqual(await page.getByLabel("Name").inputValue(), "Al");
  await page.getByLabel("Name").fill("Alice");
  await page.getByLabel("Age").fill("33");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved Alice, 33").waitFor();
  strictEqual(frames.filter(({ kind }) => kind === "form").length, 2);
  strictEqual(requests.filter(({ method }) => method === "POST").length, 0);
});
