import { strictEqual } from "node:assert";
import { browserTest } from "./harness.ts";
import { heading } from "./scoreboard.ts";

browserTest("a page restored from the browser's cache connects again and catches up", async ({ visit }) => {
  const visitor = await visit("/board", {
    before: `addEventListener("pageshow", (event) => document.documentElement.dataset.persisted = event.persisted);`,
  });
  const { page } = visitor;
  await visitor.frame("server", "hello");
  const guests = page.getByRole("listitem");
  const before = await guests.count();
  await page.getByRole("link", { name: "Front page as a document" }).click();
  await heading(page, "Hello from Rally").waitFor();

  const other = await visit("/board");
  await other.page.getByRole("button", { name: "Sign" }).click();
  await other.page.getByText("Zoe").waitFor();

  await page.evaluate(() => history.back());
  await heading(page, "Board").waitFor();
  await page.getByText("Zoe").waitFor();
  strictEqual(await page.locator("html").getAttribute("data-persisted"), "true");
  strictEqual(await guests.count(), before + 1);
}, { template: "minimal", backForwardCache: true });
