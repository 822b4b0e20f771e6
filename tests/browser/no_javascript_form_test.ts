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

browserTest(
  "a form without places for problems says them as the browser does, in the schema's words",
  async ({ visit }) => {
    const { page, frames } = await visit("/lab/form");
    await page.getByLabel("Name").fill("Al");
    await page.locator("form[novalidate]").waitFor();
    await page.getByRole("button", { name: "Check" }).click();
    const name = page.getByLabel("Name");
    await page.locator("input[name=name]:focus").waitFor();
    strictEqual(
      await name.evaluate((field) => (field as HTMLInputElement).validationMessage),
      "At least three letters",
    );
    strictEqual(frames.filter(({ kind }) => kind === "form").length, 0);
    await name.fill("Alice");
    strictEqual(await name.evaluate((field) => (field as HTMLInputElement).validationMessage), "");
    await page.getByLabel("Age").fill("33");
    await page.getByRole("button", { name: "Check" }).click();
    await page.getByText("Saved Alice, 33").waitFor();
  },
);

for (const mode of ["client", "live"] as const) {
  browserTest(`a form that waits for its answer is not sent again in ${mode} mode`, async ({ visit }) => {
    const { page, frames } = await visit("/lab/form");
    await page.getByLabel("Name").fill("Alice");
    await page.getByLabel("Age").fill("33");
    await page.evaluate(() => {
      const { form } = document.querySelector<HTMLButtonElement>("button[formnovalidate]")!;
      form!.requestSubmit();
      form!.requestSubmit();
    });
    await page.getByText("Saved Alice, 33").waitFor();
    const submits = frames.filter(({ kind, content }) =>
      kind === "form" || kind === "act" && (content[4] as { type: string }).type === "submit"
    );
    strictEqual(submits.length, 1);
  }, { modes: { "/lab/form": mode } });
}

browserTest("a form of buttons alone may be pressed twice on purpose", async ({ visit }) => {
  const visitor = await visit("/");
  const { page } = visitor;
  await signIn(visitor, game.path);
  await plusButton(page, game.home).evaluate((button) => {
    (button as HTMLButtonElement).click();
    (button as HTMLButtonElement).click();
  });
  await shows(heroScore(page, game.home), 6);
});

browserTest("forms without JavaScript are stopped by the browser where a field is required", async ({ visit }) => {
  const { page, requests } = await visit("/lab/form", withoutScript);
  await page.getByRole("button", { name: "Check" }).click();
  strictEqual(await page.getByLabel("Name").evaluate((input) => input.matches(":user-invalid:focus")), true);
  strictEqual(requests.filter(({ method }) => method === "POST").length, 0);
});

browserTest("forms with noValidate tell the words of the schema, with JavaScript and without", async ({ visit }) => {
  for (const [options, posts] of [[{ ...withoutScript, expects: [/422/] }, 1], [{}, 0]] as const) {
    const { page, requests } = await visit("/lab/own_words", { ...options });
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("alert").filter({ hasText: "Tell us your name." }).waitFor();
    strictEqual(requests.filter(({ method }) => method === "POST").length, posts);
  }
});
