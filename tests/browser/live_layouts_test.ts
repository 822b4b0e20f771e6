/** Layouts that run on the server: one loop beside that of the page, in one document and over one socket. */
import { deepStrictEqual, match, strictEqual } from "node:assert";
import type { Page } from "playwright-core";
import { browserTest } from "./harness.ts";
import { heading, titled } from "./scoreboard.ts";

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const link = (page: Page, name: string) => page.getByRole("link", { name, exact: true });
const status = (page: Page, text: string) => page.getByRole("status").filter({ hasText: text }).waitFor();
const lost = { expects: [/WebSocket|ERR_CONNECTION|Failed to load resource/] };

browserTest("a live layout keeps its count while client, live and static pages change in it", async ({ visit }) => {
  const visitor = await visit("/lab/framed");
  const { page, frames, requests } = visitor;
  await button(page, "Frame 0").click();
  await button(page, "Frame 1").waitFor();
  await titled(page, "Frame 1");
  await button(page, "Page 0").click();
  await titled(page, "First 1");
  await link(page, "Second").click();
  await heading(page, "Second").waitFor();
  await status(page, "frame at /lab/framed/second");
  await titled(page, "Frame 1");
  await button(page, "Page 0").click();
  await button(page, "Page 1").waitFor();
  await button(page, "Frame 1").click();
  await button(page, "Frame 2").waitFor();
  await page.locator('html[data-framed="2"]').waitFor();
  await link(page, "Third").click();
  await heading(page, "Third").waitFor();
  await button(page, "Frame 2").click();
  await button(page, "Frame 3").waitFor();
  await page.goBack();
  await heading(page, "Second").waitFor();
  await button(page, "Page 0").click();
  await button(page, "Page 1").waitFor();
  // It ends when it is left.
  await link(page, "Out").click();
  await heading(page, "Standings").waitFor();
  await page.locator("html:not([data-framed])").waitFor();
  await page.goBack();
  await button(page, "Frame 0").click();
  await button(page, "Frame 1").waitFor();
  strictEqual(requests.filter(({ type }) => type === "document").length, 1);
  strictEqual(frames.filter(({ kind }) => kind === "hello").length, 1);
  const answers = frames.filter(({ from, kind, content }) => from === "server" && kind === "ok" && content[2] === null);
  strictEqual(answers.length, frames.filter(({ kind }) => kind === "join").length, "nothing is built twice");
});

browserTest("a live layout has forms, effects, questions and sources of its own", async ({ visit }) => {
  const { page } = await visit("/lab/framed/second");
  await page.getByLabel("Word", { exact: true }).fill("Ada");
  await button(page, "Greet").click();
  await status(page, "Hello Ada at /lab/framed/second");
  strictEqual(await page.getByLabel("Word", { exact: true }).inputValue(), "");
  await button(page, "Ask").click();
  await status(page, "nothing");
  await button(page, "Ask").click();
  await status(page, "kept");
  await page.keyboard.press("Escape");
  await status(page, "escaped");
  await button(page, "Frame 0").click();
  await page.getByText("Clicked 1", { exact: true }).waitFor({ state: "attached" });
  await link(page, "Third").click();
  await heading(page, "Third").waitFor();
  await button(page, "Ask").click();
  await status(page, "kept at /lab/framed/third");
});

browserTest("a live layout has third-party components, which stay while its pages change", async ({ visit }) => {
  const { page, requests } = await visit("/lab/framed");
  await button(page, "Pick 0").click();
  await status(page, "picked 1");
  await link(page, "Second").click();
  await heading(page, "Second").waitFor();
  await button(page, "Pick 1").click();
  await status(page, "picked 2");
  // Out of it and back: it is built from its templates.
  await link(page, "Out").click();
  await heading(page, "Standings").waitFor();
  await page.goBack();
  await button(page, "Pick 0").click();
  await status(page, "picked 1");
  strictEqual(requests.filter(({ type }) => type === "document").length, 1);
});

browserTest("what stands in a live layout stays as it is when the layout shows it elsewhere", async ({ visit }) => {
  const { page } = await visit("/lab/framed");
  await button(page, "Page 0").click();
  await page.getByLabel("Note").fill("typed");
  await button(page, "Move").click();
  const aside = page.getByRole("complementary");
  await page.locator("#words:focus").waitFor();
  await aside.getByRole("button", { name: "Page 1" }).click();
  await aside.getByRole("button", { name: "Page 2" }).waitFor();
  strictEqual(await page.getByLabel("Note").inputValue(), "typed");
  await link(page, "Second").click();
  await aside.getByRole("heading", { name: "Second" }).waitFor();
});

browserTest("after an outage a live layout begins anew around a client page that goes on", async ({ app, visit }) => {
  const { page } = await visit("/lab/framed", lost);
  await button(page, "Frame 0").click();
  await button(page, "Frame 1").waitFor();
  await button(page, "Page 0").click();
  await page.getByLabel("Words").fill("seven");
  await page.getByText("5 letters").waitFor();
  await page.getByLabel("Note").fill("typed");
  await app.kill();
  await app.start();
  await button(page, "Frame 0").waitFor();
  // What was typed is typed again; the page inside has not noticed, and the focus is where it was.
  await page.getByText("5 letters").waitFor();
  strictEqual(await page.getByLabel("Words").inputValue(), "seven");
  await page.getByText("Noted typed").waitFor();
  strictEqual(await page.evaluate(() => (document.activeElement as HTMLInputElement).value), "typed");
  await button(page, "Page 1").click();
  await button(page, "Page 2").waitFor();
  await button(page, "Frame 0").click();
  await button(page, "Frame 1").waitFor();
  await link(page, "Second").click();
  await heading(page, "Second").waitFor();
  await button(page, "Page 0").click();
  await button(page, "Page 1").waitFor();
});

browserTest("a live layout that throws shows its errorView; its page's loop is not ended", async ({ visit, app }) => {
  const { page, frames, requests } = await visit("/lab/framed");
  await link(page, "Second").click();
  await heading(page, "Second").waitFor();
  await button(page, "Page 0").click();
  await button(page, "Page 1").waitFor();
  await button(page, "Break").click();
  await page.getByRole("alert").filter({ hasText: "The frame is broken" }).waitFor();
  const ended = frames.filter(({ kind }) => kind === "ended").map(({ content }) => content[3]);
  deepStrictEqual(ended, ["lab_framed_layout"]);
  // There is no place for another page: it comes as a document.
  await page.goBack();
  await heading(page, "First").waitFor();
  await button(page, "Frame 0").waitFor();
  strictEqual(requests.filter(({ type }) => type === "document").length, 2);
  match(app.log(), /live layout of \/lab\/framed\/second: Error: A mistake in the layout/);
});

browserTest("a form of a live layout works without JavaScript", async ({ visit }) => {
  const { page } = await visit("/lab/framed/second", { javaScript: false, expects: [/409/] });
  await page.getByLabel("Word", { exact: true }).fill("nobody");
  await button(page, "Greet").click();
  await status(page, "conflict at /lab/framed/second");
});
