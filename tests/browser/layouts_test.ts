import { deepStrictEqual, strictEqual } from "node:assert";
import { browserTestLiveToo } from "./harness.ts";
import { heading } from "./scoreboard.ts";

browserTestLiveToo(
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

browserTestLiveToo(
  "pages with other layouts are reached without a document, and shared layouts stay",
  async ({ visit }) => {
    const { page, requests } = await visit("/lab/nested/tor/eve");
    const count = (name: string) => page.getByRole("button", { name, exact: true });
    const regions = () => page.evaluate("[...document.querySelectorAll('rally-outlet')].map((e) => e.dataset.region)");
    await page.evaluate(() => document.querySelector("header")?.setAttribute("data-kept", ""));
    await count("Team 0").click();
    await count("Team 1").waitFor();

    await page.getByRole("link", { name: "Standings" }).click();
    await heading(page, "Standings").waitFor();
    deepStrictEqual(await regions(), ["layout", "page"]);
    await page.goBack();
    await count("Team 0").click();
    await count("Team 1").waitFor();
    await count("Page 0").click();
    await count("Page 1").waitFor();
    deepStrictEqual(await regions(), ["layout", "lab_nested_team_layout", "lab_nested_team_tabs_layout", "page"]);
    strictEqual(await page.locator("header[data-kept]").count(), 1);
    strictEqual(requests.filter(({ type }) => type === "document").length, 1);
  },
);

browserTestLiveToo("a layout without a loop is drawn again around the running page", async ({ visit }) => {
  const { page, requests } = await visit("/lab/shelf");
  await page.getByText("Marked: none").waitFor();
  await page.getByRole("button").filter({ hasText: "Counted" }).click();
  await page.getByText("Counted 1").waitFor();
  await page.getByRole("link", { name: "Blue" }).click();
  await page.getByText("Marked: blue").waitFor();
  await page.getByText("Counted 2").click();
  await page.getByText("Counted 3").waitFor();

  await page.getByRole("link", { name: "Standings" }).click();
  await heading(page, "Standings").waitFor();
  await page.goBack();
  await page.getByText("Marked: blue").waitFor();
  await page.getByText("Counted 0").click();
  await page.getByText("Counted 1").waitFor();
  strictEqual(requests.filter(({ type }) => type === "document").length, 1);
});
