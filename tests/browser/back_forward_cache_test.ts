import { strictEqual } from "node:assert";
import { browserTest } from "./harness.ts";
import { heading } from "./scoreboard.ts";

/** A browser that is busy may drop a page while it puts it into its cache: then another one is put there. */
const maxRounds = 5;

browserTest("a page restored from the browser's cache connects again and catches up", async ({ visit }) => {
  const visitor = await visit("/board", {
    before: `addEventListener("pageshow", (event) => document.documentElement.dataset.persisted = event.persisted);`,
  });
  const { page } = visitor;
  await visitor.frame("server", "hello");
  const guests = page.getByRole("listitem");
  const before = await guests.count();
  const other = await visit("/board");
  let persisted: string | null = null;
  for (let round = 1; persisted !== "true" && round <= maxRounds; round++) {
    await page.getByRole("link", { name: "Front page as a document" }).click();
    await heading(page, "Hello from Rally").waitFor();

    await other.page.getByRole("button", { name: "Sign" }).click();
    await other.page.getByText("Zoe").nth(round - 1).waitFor();

    // Nobody waits for the answer: it is lost when the cached page takes the place of this one before it is sent.
    page.evaluate(() => history.back()).catch(() => {});
    await heading(page, "Board").waitFor();
    await page.getByText("Zoe").nth(round - 1).waitFor();
    strictEqual(await guests.count(), before + round);
    persisted = await page.locator("html").getAttribute("data-persisted");
  }
  strictEqual(persisted, "true");
}, { template: "minimal", backForwardCache: true });

// A document of a live page may not be stored: a browser loads it again, or restores it all the same. Both must go on.
browserTest("Back to a live page shows it as it is now, from the browser's cache or not", async ({ visit }) => {
  const visitor = await visit("/board");
  const { page } = visitor;
  await visitor.frame("client", "join");
  const other = await visit("/board");
  await page.getByRole("link", { name: "Front page as a document" }).click();
  await heading(page, "Hello from Rally").waitFor();
  await other.page.getByRole("button", { name: "Sign" }).click();
  await other.page.getByText("Zoe").waitFor();
  page.evaluate(() => history.back()).catch(() => {});
  await heading(page, "Board").waitFor();
  await page.getByText("Zoe").waitFor();
  await page.getByRole("button", { name: "Sign" }).click();
  await page.getByText("Zoe").nth(1).waitFor();
}, { template: "minimal", backForwardCache: true, modes: { "/board": "live" } });
