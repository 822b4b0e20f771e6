import { ok, strictEqual } from "node:assert";
import { browserTest } from "./harness.ts";
import { heading } from "./scoreboard.ts";

for (const mode of ["client", "live"] as const) {
  browserTest(`a page whose own code throws shows its errorView (${mode})`, async ({ app, visit }) => {
    const { page, requests } = await visit("/lab/broken", { expects: [/A mistake of the author/] });
    await page.getByRole("button", { name: "Break" }).click();
    await page.getByRole("alert").filter({ hasText: "Nothing is lost." }).waitFor();
    // What the server has logged is found by the number that the visitor reads out.
    const traceId = await page.getByRole("alert").locator("span").textContent();
    // The layout around it is another loop, and the way to other pages is open.
    await page.getByRole("button", { name: "Dark" }).click();
    await page.locator("html[data-theme=dark]").waitFor();
    if (mode === "live") ok(app.log().includes(`[${traceId}] live page /lab/broken: Error: A mistake of the author`));
    await page.getByRole("link", { name: "Standings" }).click();
    await heading(page, "Standings").waitFor();
    strictEqual(requests.filter(({ type }) => type === "document").length, 1);
  }, { modes: { "/lab/broken": mode } });
}
