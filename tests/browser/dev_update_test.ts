import { match, strictEqual } from "node:assert";
import { devTest } from "./dev_harness.ts";
import { counterFiles, framedFiles } from "./dev_pages.ts";
import type { DevWorld } from "./dev_world.ts";
import type { Visitor } from "./visitor.ts";

const index = "app/pages/index.tsx";
const documents = ({ requests }: Visitor) => requests.filter(({ type }) => type === "document").length;

/** Opens the front page, counts to two and types into the form. */
async function busyVisitor({ visit }: DevWorld): Promise<Visitor> {
  const visitor = await visit("/");
  const { page } = visitor;
  await page.getByRole("button", { name: "One more" }).click();
  await page.getByRole("button", { name: "One more" }).click();
  await page.locator("output").filter({ hasText: /^2$/ }).waitFor();
  await page.getByLabel("Your name").fill("Half a na");
  await page.evaluate(`document.querySelector("h1").fromServer = true`);
  return visitor;
}

async function requireBusy(visitor: Visitor): Promise<void> {
  const { page } = visitor;
  strictEqual(await page.locator("output").textContent(), "2");
  strictEqual(await page.getByLabel("Your name").inputValue(), "Half a na");
  strictEqual(await page.evaluate(`document.activeElement.getAttribute("aria-label")`), "Your name");
  strictEqual(await page.evaluate(`document.querySelector("h1").fromServer`), true, "the DOM was patched");
  strictEqual(documents(visitor), 1);
}

devTest("an edit of view keeps model, focus and what was typed", async (world) => {
  const visitor = await busyVisitor(world);
  world.edit(index, "Hello from Rally", "Hello again");
  await visitor.page.getByRole("heading", { name: "Hello again" }).waitFor();
  await requireBusy(visitor);
  world.edit(index, "Hello again", "And again");
  await visitor.page.getByRole("heading", { name: "And again" }).waitFor();
  await requireBusy(visitor);
  // The server has the new view too, and was not restarted for it.
  match(await (await fetch(world.origin)).text(), /<h1>And again<\/h1>/);
  strictEqual(world.dev.printed().match(/Listening on/g)?.length, 1);
});

devTest("an edit of update is what the next click runs", async (world) => {
  const visitor = await busyVisitor(world);
  world.edit(index, "model.count + msg.by", "model.count + 10 * msg.by");
  world.edit(index, 'aria-label="One more"', 'aria-label="Ten more"');
  await visitor.page.getByRole("button", { name: "Ten more" }).waitFor();
  await requireBusy(visitor);
  await visitor.page.getByRole("button", { name: "Ten more" }).click();
  await visitor.page.locator("output").filter({ hasText: /^12$/ }).waitFor();
});

/** Counts to two, types a note. */
async function counted({ page }: Visitor): Promise<void> {
  for (const total of [1, 2]) {
    await page.getByRole("button", { name: "Count" }).click();
    await page.getByText(`Total: ${total}`).waitFor();
  }
  await page.getByLabel("Note").fill("Half a no");
}

async function requireCounted(visitor: Visitor): Promise<void> {
  const { page } = visitor;
  await page.getByText("Total: 2").waitFor();
  strictEqual(await page.getByLabel("Note").inputValue(), "Half a no");
  strictEqual(await page.evaluate(`document.activeElement.getAttribute("aria-label")`), "Note");
  strictEqual(documents(visitor), 1);
}

for (const path of ["/counter", "/live"]) {
  const file = `app/pages${path}.tsx`;

  devTest(`edits of a view, a helper and a component keep the model of ${path}`, async (world) => {
    const visitor = await world.visit(path);
    const { page } = visitor;
    if (path === "/live") await visitor.frame("client", "join");
    await counted(visitor);
    world.edit(file, "<h1>Counter", "<h1>Numbers");
    await page.getByRole("heading", { name: "Numbers" }).waitFor();
    await requireCounted(visitor);
    world.edit("app/counting.tsx", "Welcome", "Good evening");
    await page.getByText("Good evening").waitFor();
    await requireCounted(visitor);
    world.edit("app/counting.tsx", "Total: {count} <input", "Total: {count} of 9 <input");
    await page.getByText("Total: 2 of 9").waitFor();
    await requireCounted(visitor);
    match(await (await fetch(world.origin + path)).text(), /Good evening[^]*of 9/);
    strictEqual(world.dev.printed().match(/Listening on/g)?.length, 1, "the server was not restarted");
    world.write(
      file,
      world.read(file).replace("model.count + 1", "model.count + 5").replace(">Count<", ">Count five<"),
    );
    await page.getByRole("button", { name: "Count five" }).click();
    await page.getByText("Total: 7").waitFor();
  }, { files: counterFiles });

  devTest(`a model of another shape starts ${path} anew when its view cannot show it`, async (world) => {
    const visitor = await world.visit(path);
    const { page } = visitor;
    if (path === "/live") await visitor.frame("client", "join");
    await counted(visitor);
    // A field more harms nobody: the new view shows the old model.
    world.edit(file, "Model = { count: number }", "Model = { count: number; hint?: string }");
    world.edit(file, "<h1>Counter</h1>", "<h1>Counter {model.hint ?? 'without hint'}</h1>");
    await page.getByRole("heading", { name: "Counter without hint" }).waitFor();
    await requireCounted(visitor);
    const changed = world.read(file)
      .replace("{ count: number; hint?: string }", "{ count: number; list: string[] }")
      .replace("{ count: 0 }", '{ count: 0, list: ["fresh"] }')
      .replace("{model.hint ?? 'without hint'}", "{model.list.map((word) => word)}");
    world.write(file, changed);
    await page.getByRole("heading", { name: "Counter fresh" }).waitFor();
    await page.getByText("Total: 0").waitFor();
    await page.getByText(/started anew: its new code cannot show the old model/).waitFor();
  }, { files: counterFiles });
}

devTest("an edit of a live layout keeps its model and the page inside it", async (world) => {
  const visitor = await world.visit("/framed");
  const { page } = visitor;
  await visitor.frame("client", "join");
  await page.getByRole("button", { name: "Frame 0" }).click();
  await page.getByRole("button", { name: "Frame 1" }).waitFor();
  await counted(visitor);
  world.edit("app/pages/framed/layout.tsx", "<section>", "<section><h2>Around</h2>");
  await page.getByRole("heading", { name: "Around" }).waitFor();
  await page.getByRole("button", { name: "Frame 1" }).click();
  await page.getByRole("button", { name: "Frame 2" }).waitFor();
  strictEqual(await page.getByLabel("Note").inputValue(), "Half a no");
  await page.getByRole("button", { name: "Count" }).click();
  await page.getByText("Total: 3").waitFor();
  strictEqual(documents(visitor), 1);
  strictEqual(world.dev.printed().match(/Listening on/g)?.length, 1, "the server was not restarted");
}, { files: framedFiles });

devTest("an edit of a layout without a loop keeps the page inside it", async (world) => {
  const visitor = await busyVisitor(world);
  world.edit("app/pages/layout.tsx", "Change a word in", "Alter a word in");
  await visitor.page.getByText("Alter a word in").waitFor();
  await requireBusy(visitor);
});

devTest("a stylesheet is swapped without loading anything else again", async (world) => {
  const visitor = await busyVisitor(world);
  world.edit("static/styles.css", "body {", "body { outline: 3px solid rgb(1, 2, 3);");
  const outline = `getComputedStyle(document.body).outlineColor`;
  while (await visitor.page.evaluate(outline) !== "rgb(1, 2, 3)") {
    await visitor.page.evaluate("new Promise(requestAnimationFrame)");
  }
  await requireBusy(visitor);
  strictEqual(world.dev.printed().match(/Listening on/g)?.length, 1, "the server was not restarted");
});

devTest("a change of load starts the server again and loads the page", async (world) => {
  const visitor = await world.visit("/", { expects: [/ERR_CONNECTION_REFUSED/] });
  world.edit(
    index,
    "guests: await latestGuests(db) })",
    "guests: [...await latestGuests(db), { id: 99, name: 'Edith' }] })",
  );
  await visitor.page.getByText("Edith").waitFor();
  strictEqual(documents(visitor), 2);
  strictEqual(world.dev.printed().match(/Listening on/g)?.length, 2);
});

const expectingPage =
  `import { action, calls, type Effect, type Expected, type Handlers, none, page, type Result, type Send } from "@rally/rally";
import { z } from "zod";
export const contract = page("/expecting", { mode: "client", actions: { add: action(z.object({ by: z.int() })) } });
type Page = typeof contract;
const server = calls(contract);
export type Model = { total: number };
export type Msg = { type: "clicked" } | { type: "added"; result: Result<undefined> };
export const init = (): [Model, Effect<Msg>[]] => [{ total: 0 }, none];
export function update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
  return [model, msg.type === "clicked" ? [server.add({ by: 1 }, (result): Msg => ({ type: "added", result }))] : none];
}
export const expected: Expected<Page, Model> = { add: (model, { by }) => ({ total: model.total + Number(by) }) };
export function view(model: Model, send: Send<Msg>) {
  return <button type="button" onClick={send({ type: "clicked" })}>Total: {model.total}</button>;
}
export const handlers: Handlers<Page> = { add() {} };
`;

devTest("a page shows what it expects of an action, by the code of the moment", async ({ visit, edit }) => {
  const { page } = await visit("/expecting");
  await page.keyboard.press("Alt+Shift+D");
  // The answer does not come while the test looks.
  await page.getByRole("spinbutton", { name: "Latency" }).fill("600000");
  await page.getByRole("button", { name: "Total: 0" }).click();
  await page.getByRole("button", { name: "Total: 1" }).waitFor();
  edit("app/pages/expecting.tsx", "Number(by)", "5 * Number(by)");
  await page.getByRole("button", { name: "Total: 5" }).waitFor();
}, { files: { "app/pages/expecting.tsx": expectingPage } });
