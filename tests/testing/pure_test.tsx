/** The same script on a page alone, answered by the test, and on the whole app in both modes. */
import { deepStrictEqual, rejects } from "node:assert";
import { ok, refuse } from "@rally/rally";
import { type PagePart, testPage } from "@rally/rally/testing";
import { startTasks, table } from "./tasks_app.tsx";

async function addTask(page: PagePart): Promise<void> {
  await page.fill("What", "Buy milk");
  await page.select("Level", "High");
  await page.check("Shout");
  await page.click("button", "Add");
  await page.within("list", "Tasks").click("button", "Done");
  await page.find("status", "done: BUY MILK");
  await page.fill("Search", "bread");
  await page.find("status", "searching bread");
  await page.click("button", "Clear");
  await page.find("status", "Only the owner may.");
}

// deno-lint-ignore no-explicit-any -- the table knows its modules by what all pages have
const module = table.pages[0]!.module as any;
const start = { data: { tasks: [], user: null }, query: { filter: "all" }, path: "/tasks" };

Deno.test("a script by role and label runs on a page alone", async () => {
  const asked: unknown[] = [];
  const page = testPage(module, start);
  await addTask(
    await page.visit((action, input) => {
      asked.push([action, input]);
      return action === "add" ? ok({ id: 1, text: "BUY MILK", level: "high" }) : refuse.denied("Only the owner may.");
    }),
  );
  deepStrictEqual(asked, [["add", { text: "Buy milk", level: "high", shout: "yes" }], ["clear", {}]]);
});

for (const mode of ["client", "live"] as const) {
  Deno.test(`a script by role and label runs on the whole app (${mode})`, async () => {
    await using app = startTasks(mode);
    await addTask(await app.visit("/tasks"));
  });
}

Deno.test("a page alone is told of answers when the test gives them, and follows no link", async () => {
  const page = testPage(module, start);
  const shown = await page.visit();
  await shown.click("button", "Clear");
  await shown.gone("status", "Only the owner may.");
  page.answer(refuse.denied("Only the owner may."));
  await shown.find("status", "Only the owner may.");
  await shown.click("link", "About");
  deepStrictEqual(page.effects.at(-1), { type: "navigate", href: "/about", replace: false });
  await rejects(shown.find("button", "Ad"), /Cannot find button "Ad" on \/tasks/);
});
