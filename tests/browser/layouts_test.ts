import { deepStrictEqual, strictEqual } from "node:assert";
import { browserTest } from "./harness.ts";
import { heading } from "./scoreboard.ts";

browserTest(
  "nested layouts come alive, each with its own loop, and keep their models while pages change",
  async ({ visit }) => {
    const { page, requests, frames } = await visit("/lab/nested/tor/eve");
    const count = (name: string) => page.getByRole("button", { name, exact: true });
    const regions = () => page.evaluate("[...document.querySelectorAll('rally-outlet')].map((e) => e.dataset.region)");
    const nested = ["layout", "lab_nested_team_layout", "lab_nested_team_tabs_layout", "page"];
    deepStrictEqual(await regions(), nested);
    await heading(page, "Team tor: TOR").waitFor();
    for (const name of ["Team", "Tabs", "Page"]) {
      await count(`${name} 0`).click();
      await count(`${name} 1`).waitFor();
    }
    strictEqual(frames.filter(({ kind }) => kind === "go").length, 0, "nothing is loaded again");

    await page.getByRole("link", { name: "Ann/Bo of TOR" }).click();
    await page.getByText("Player ann/bo").waitFor();
    for (const name of ["Team 1", "Page 0"]) await count(name).waitFor();

    await page.getByRole("link", { name: "Ann of MTL" }).click();
    await page.getByText("Player ann", { exact: true }).waitFor();
    await heading(page, "Team mtl: MTL").waitFor();
    for (const name of ["Team 1", "Page 0"]) await count(name).waitFor();
    deepStrictEqual(await regions(), nested);
    strictEqual(requests.filter(({ type }) => type === "document").length, 1);
  },
);
