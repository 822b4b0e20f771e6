import { deepStrictEqual, strictEqual } from "node:assert";
import { gatedSocket, held, hold, open, release } from "./gated_socket.ts";
import { browserTest } from "./harness.ts";
import { heading } from "./scoreboard.ts";

const modes = { "/lab/link": "live", "/lab/query": "live", "/lab/effects": "live" } as const;

browserTest("what the server tells a live page that was left does not reach the next one", async ({ visit }) => {
  const { page } = await visit("/lab/link?to=/lab/query", { before: gatedSocket });
  await page.getByRole("button", { name: "Count" }).click();
  await page.getByText("Clicked 1").waitFor();
  // The answer to `join` is `null` for a page that is adopted.
  await hold(page, `([kind, , value]) => kind === "patch" || kind === "ok" && value === null`);
  await page.getByRole("button", { name: "Count" }).click();
  await held(page, 1);
  await page.getByRole("link", { name: "First link" }).click();
  await heading(page, "Tab first").waitFor();
  await held(page, 2);
  const shown = await page.locator("rally-outlet[data-region=page]").innerHTML();
  await page.evaluate("release(1)");
  strictEqual(await page.locator("rally-outlet[data-region=page]").innerHTML(), shown);
  await open(page);
  await page.getByRole("button", { name: "Count" }).click();
  await page.getByText("Clicked 1").waitFor();
}, { modes });

browserTest("what was held back for a live page that was left is not sent to the next one", async ({ visit }) => {
  const { page, frames } = await visit("/lab/link?to=/lab/effects", { before: gatedSocket });
  const acts = () => frames.filter(({ from, kind }) => from === "client" && kind === "act").length;
  await page.getByRole("link", { name: "First link" }).click();
  const throttled = page.getByRole("button", { name: "Throttled" });
  const line = page.getByRole("listitem").filter({ hasText: "throttled" });
  // The first use loads what holds events back.
  await throttled.click();
  await line.nth(0).waitFor();
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  await throttled.click();
  await line.nth(1).waitFor();
  await throttled.click();
  const before = acts();
  await page.goBack();
  await heading(page, "A link").waitFor();
  await page.clock.runFor(5_000);
  await page.getByRole("button", { name: "Count" }).click();
  await page.getByText("Clicked 1").waitFor();
  strictEqual(acts(), before + 1);
}, { modes });

browserTest("what was typed stays when the server begins a live page anew", async ({ visit }) => {
  const { page, frames } = await visit("/lab/effects", { before: gatedSocket });
  const sent = (name: string) => frames.filter(({ from, kind }) => from === "client" && kind === name);
  await page.getByLabel("Search").fill("snow");
  // It says so when more messages wait for the page than it handles.
  await page.evaluate(`say(["lost", "page"])`);
  while (sent("join").length < 2) await page.evaluate("new Promise(requestAnimationFrame)");
  deepStrictEqual(sent("join")[1]?.content.slice(3), ["", null]);
  deepStrictEqual(sent("go"), []);
  await page.getByLabel("Search").press("Enter");
  await page.getByRole("listitem").filter({ hasText: "sent snow" }).waitFor();
}, { modes });

browserTest("whoever goes on working while a page is asked for gets there", async ({ visit }) => {
  const { page, frames } = await visit("/lab/link?to=/lab/query", { before: gatedSocket });
  await page.getByRole("button", { name: "Count" }).click();
  await page.getByText("Clicked 1").waitFor();
  await hold(page, `([kind, , value]) => kind === "ok" && value?.page !== undefined`);
  await page.getByRole("link", { name: "First link" }).click();
  // What was done meanwhile may not be in the answer: it is asked for again, three times.
  for (const count of [2, 3, 4, 5]) {
    await held(page, 1);
    await page.getByRole("button", { name: "Count" }).click();
    await page.getByText(`Clicked ${count}`).waitFor();
    await release(page);
  }
  await heading(page, "Tab first").waitFor();
  const asked = frames.filter(({ from, kind, content }) =>
    from === "client" && kind === "go" && content[3] !== "ahead"
  );
  strictEqual(asked.length, 4);
}, { modes });

browserTest("a form of messages alone is heard, although the page does not run yet", async ({ visit }) => {
  const { page } = await visit("/lab/effects", {
    before: gatedSocket + `globalThis.isHeld = ([kind]) => kind === "ok";`,
  });
  await page.getByLabel("Search").fill("snow");
  await page.getByLabel("Search").press("Enter");
  await open(page);
  await page.getByRole("listitem").filter({ hasText: "sent snow" }).waitFor();
}, { modes });
