import { deepStrictEqual, match, strictEqual } from "node:assert";
import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import { devTest } from "./dev_harness.ts";
import { counterFiles } from "./dev_pages.ts";
import type { Visitor } from "./visitor.ts";

async function counted({ page }: Visitor, from: number, to: number): Promise<void> {
  for (let total = from; total <= to; total++) {
    await page.getByRole("button", { name: "Count", exact: true }).click();
    await page.getByText(`Total: ${total}`).waitFor();
  }
}

devTest("the panel shows messages with what they changed, and travels through them", async ({ visit }) => {
  const visitor = await visit("/counter");
  const { page } = visitor;
  const panel = page.getByRole("complementary", { name: "Dev panel" });
  strictEqual(await panel.count(), 0, "it is closed at first");
  await counted(visitor, 1, 3);
  await page.keyboard.press("Alt+Shift+D");
  await panel.waitFor();
  strictEqual(await panel.getByRole("listitem").count(), 4);
  await panel.getByRole("listitem").nth(2).getByText("count: 1 → 2").waitFor();

  await panel.getByRole("button", { name: '2 {"type":"counted"}' }).click();
  await page.getByText("Total: 2").waitFor();
  await panel.getByRole("button", { name: "0 init" }).click();
  await page.getByText("Total: 0").waitFor();
  await panel.getByRole("button", { name: "Resume" }).click();
  await page.getByText("Total: 3").waitFor();
  await counted(visitor, 4, 4);

  await page.keyboard.press("Alt+Shift+D");
  await panel.waitFor({ state: "detached" });
}, { files: counterFiles });

devTest("the panel lists the messages of a live page, and of a client page after it", async ({ visit, edit }) => {
  const visitor = await visit("/live");
  const { page } = visitor;
  await counted(visitor, 1, 2);
  await page.keyboard.press("Alt+Shift+D");
  const panel = page.getByRole("complementary", { name: "Dev panel" });
  const entries = panel.getByRole("listitem");
  await entries.nth(2).getByText("count: 1 → 2").waitFor();
  match(await entries.nth(0).innerText(), /^0 +init\s+\{"count":0\}$/);
  match(await entries.nth(1).innerText(), /^1 +\{"type":"counted"\}/);
  strictEqual(await entries.getByRole("button").count(), 0, "its models are on the server");
  strictEqual(await panel.getByRole("button", { name: "Export" }).isDisabled(), true);

  edit("app/pages/live.tsx", "count: model.count + 1 }, none]", 'count: model.count + 2 }, [announce("Counted")]]');
  edit("app/pages/live.tsx", "import { type Effect", "import { announce, type Effect");
  edit("app/pages/live.tsx", "<h1>Counter", "<h1>Twice");
  await page.getByRole("heading", { name: "Twice" }).waitFor();
  await page.getByRole("button", { name: "Count", exact: true }).click();
  await entries.nth(3).getByText("count: 2 → 4").waitFor();
  await entries.nth(3).getByText("effects: announce").waitFor();

  await visitor.go("/counter");
  await counted(visitor, 1, 1);
  await page.keyboard.press("Alt+Shift+D");
  await panel.getByText("count: 0 → 1").waitFor();
}, { files: counterFiles });

devTest("a session is saved to a file and played again", async ({ visit }) => {
  const visitor = await visit("/counter");
  await counted(visitor, 1, 2);
  await visitor.page.keyboard.press("Alt+Shift+D");
  const [download] = await Promise.all([
    visitor.page.waitForEvent("download"),
    visitor.page.getByRole("button", { name: "Export" }).click(),
  ]);
  const text = readFileSync(await download.path(), "utf8");
  deepStrictEqual(JSON.parse(text), {
    part: "counter",
    first: { count: 0 },
    messages: [{ type: "counted" }, { type: "counted" }],
  });

  const other = await visit("/counter");
  await other.page.keyboard.press("Alt+Shift+D");
  const file = (content: string) => ({
    name: "session.json",
    mimeType: "application/json",
    buffer: Buffer.from(content),
  });
  await other.page.locator("input[type=file]").setInputFiles(file('{"part":"elsewhere","first":{},"messages":[]}'));
  match(await other.page.getByRole("alert").innerText(), /This session is of "elsewhere"/);
  await other.page.locator("input[type=file]").setInputFiles(file(text));
  await other.page.getByText("Total: 2").waitFor();
  await counted(other, 3, 3);
}, { files: counterFiles });

devTest("latency delays every frame of the page", async ({ visit }) => {
  const { page, frames } = await visit("/live");
  await page.keyboard.press("Alt+Shift+D");
  await page.getByRole("spinbutton", { name: "Latency" }).fill("400");
  const start = performance.now();
  await page.getByRole("button", { name: "Count", exact: true }).click();
  await page.getByText("Total: 1").waitFor();
  const ms = performance.now() - start;
  strictEqual(ms >= 400, true, `the answer came after ${ms} ms`);
  strictEqual(frames.filter(({ kind }) => kind === "act").length, 1);
}, { files: counterFiles });
