import { ok } from "node:assert";
import { browserTest } from "./harness.ts";

for (const mode of ["client", "live"] as const) {
  browserTest(`a page whose own code throws shows its errorView (${mode})`, async ({ app, visit }) => {
    const { page } = await visit("/lab/broken", { expects: [/A mistake of the author/] });
    await page.getByRole("button", { name: "Break" }).click();
    await page.getByRole("alert").filter({ hasText: "Nothing is lost." }).waitFor();
    // What the server has logged is found by the number that the visitor reads out.
    const traceId = await page.getByRole("alert").locator("span").textContent();
    if (mode === "live") ok(app.log().includes(`[${traceId}] live page /lab/broken: Error: A mistake of the author`));
  }, { modes: { "/lab/broken": mode } });
}
