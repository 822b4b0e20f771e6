import { deepStrictEqual, strictEqual } from "node:assert";
import type { Page } from "playwright-core";
import { browserTestLiveToo } from "./harness.ts";
import { heading, shows } from "./scoreboard.ts";

/** Answers every question of the page in the same way, and keeps them. */
function answerAll(page: Page, yes: boolean): string[] {
  const questions: string[] = [];
  page.on("dialog", async (dialog) => {
    questions.push(`${dialog.type()}: ${dialog.message()}`);
    await (yes ? dialog.accept() : dialog.dismiss());
  });
  return questions;
}

browserTestLiveToo("unsaved changes are not left without a question: links, Back and documents", async ({ visit }) => {
  const { page } = await visit("/standings");
  await page.evaluate(() => document.querySelector("a[href='/games']")?.setAttribute("href", "/lab/long"));
  await page.locator("a[href='/lab/long']").first().click();
  await heading(page, "Part 1").waitFor();
  await page.getByLabel("Note").fill("precious");
  await page.locator("[data-unsaved]").waitFor({ state: "attached" });

  const questions = answerAll(page, false);
  await page.locator("#to-standings").click();
  await page.evaluate(() => scrollTo(0, 300));
  await page.goBack();
  await page.waitForURL("/lab/long");
  await page.getByRole("link", { name: "Standings as a document" }).click();
  await heading(page, "Part 1").waitFor();
  strictEqual(await page.getByLabel("Note").inputValue(), "precious");
  deepStrictEqual(questions, ["confirm: Leave the note?", "confirm: Leave the note?", "beforeunload: "]);

  await page.getByLabel("Note").fill("worthless");
  await page.locator("[data-unsaved]").waitFor({ state: "detached" });
  await page.locator("#to-standings").click();
  await heading(page, "Standings").waitFor();
  strictEqual(questions.length, 3);
});

browserTestLiveToo("Back to a document that may not be stored types again what was typed", async ({ visit }) => {
  const visitor = await visit("/lab/long");
  const { page, requests } = visitor;
  await page.getByLabel("Note").fill("half a sentence");
  await shows(page.getByText("Noted:"), "Note Noted: half a sentence");
  // What is typed is kept by a script that the page asks for when it runs.
  await page.waitForLoadState("networkidle");
  await page.getByRole("link", { name: "Standings as a document" }).click();
  await heading(page, "Standings").waitFor();
  await page.goBack();
  await visitor.ready();
  await shows(page.getByText("Noted:"), "Note Noted: half a sentence");
  strictEqual(await page.getByLabel("Note").inputValue(), "half a sentence");
  strictEqual(requests.filter(({ type, path }) => type === "document" && path === "/lab/long").length, 2);
});
