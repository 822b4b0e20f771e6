import { strictEqual } from "node:assert";
import type { Page } from "playwright-core";
import { browserTest, type World } from "./harness.ts";
import { shows } from "./scoreboard.ts";

/** What a visitor does with third-party parts; it must not tell where the page's loop runs. */
async function script({ visit }: World): Promise<void> {
  const { page } = await visit("/lab/foreign");
  const order = page.getByRole("status").filter({ hasText: "Order" });
  const list = page.getByRole("list", { name: "Sortable" });
  const editor = page.locator(".ql-editor");

  await editor.waitFor();
  strictEqual(await editor.innerText(), "Hello");

  await drag(page, "Ants", "Cats");
  await shows(order, "Order: Bees Cats Ants");
  await page.getByText("Drags: 1").waitFor();
  strictEqual((await list.getByRole("listitem").allInnerTexts()).join(" "), "Bees Cats Ants");

  await page.getByRole("button", { name: "Add" }).click();
  await list.getByText("Dogs").waitFor();
  // What the component remembers is not lost when its props change.
  await page.getByText("Drags: 1").waitFor();
  await drag(page, "Dogs", "Bees");
  await shows(order, "Order: Dogs Bees Cats Ants");

  await editor.click();
  await page.keyboard.press("End");
  await page.keyboard.type(" world");
  await page.getByText("Text: Hello world").waitFor();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+b");
  await page.keyboard.press("ArrowRight");
  await page.getByText(", bold").waitFor();
  strictEqual(await editor.innerHTML(), "<p><strong>Hello world</strong></p>");

  await page.getByRole("button", { name: "Clear" }).click();
  await editor.and(page.locator(".ql-blank")).waitFor();
  await page.getByRole("button", { name: "Close" }).click();
  await page.locator("html[data-unmounted=rich_text]").waitFor();
  strictEqual(await editor.count(), 0);
}

async function drag(page: Page, item: string, target: string): Promise<void> {
  const [from, to] = await Promise.all([item, target].map((name) => {
    return page.getByRole("list", { name: "Sortable" }).getByText(name).boundingBox();
  }));
  await page.mouse.move(from!.x + 10, from!.y + from!.height / 2);
  await page.mouse.down();
  await page.mouse.move(to!.x + 12, to!.y + to!.height / 2, { steps: 8 });
  await page.mouse.move(to!.x + 14, to!.y + to!.height / 2 + (to!.y > from!.y ? 6 : -6), { steps: 4 });
  await page.mouse.up();
}

browserTest("third-party components and libraries work in a client page", script);

browserTest("third-party components and libraries work in a live page", script, { modes: { "/lab/foreign": "live" } });

browserTest("third-party components are in the server's HTML", async ({ visit }) => {
  const { page } = await visit("/lab/foreign", { javaScript: false });
  const items = page.getByRole("list", { name: "Sortable" }).getByRole("listitem");
  strictEqual((await items.allInnerTexts()).join(" "), "Ants Bees Cats");
});
