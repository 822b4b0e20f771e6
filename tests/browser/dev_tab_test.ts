/** The tab that opens the dev panel, and what it leaves alone. */
import axe from "axe-core";
import { deepStrictEqual, ok, strictEqual } from "node:assert";
import type { Page } from "playwright-core";
import { devTest } from "./dev_harness.ts";
import { counterFiles } from "./dev_pages.ts";

const edgeTab = (page: Page) => page.getByTitle("Dev panel (Alt+Shift+D)");
const panel = (page: Page) => page.getByRole("complementary", { name: "Dev panel" });

/** Where the tab stands, once it stands still. */
async function boxOf(page: Page) {
  await edgeTab(page).waitFor();
  const box = await edgeTab(page).boundingBox();
  if (!box) throw new Error("The tab has no place");
  return box;
}

devTest("the dev panel is opened by a tab at the edge that can be dragged, and hidden for good", async ({ visit }) => {
  const { page, ready } = await visit("/counter");
  const before = await boxOf(page);
  ok(before.width <= 12 && before.x + before.width === 1280, "it is a slim one at the edge");
  await edgeTab(page).click();
  await panel(page).getByRole("button", { name: "Close" }).click();
  await panel(page).waitFor({ state: "detached" });

  await page.mouse.move(before.x + 5, before.y + 20);
  await page.mouse.down();
  await page.mouse.move(before.x + 5, 100);
  await page.mouse.up();
  strictEqual(await panel(page).count(), 0, "a drag is no click");
  await page.waitForFunction("document.querySelector('rally-dev').shadowRoot.querySelector('.tab').offsetTop === 80");
  await page.reload();
  strictEqual((await boxOf(page)).y, 80, "the place is remembered");

  await page.keyboard.press("Alt+Shift+D");
  await panel(page).getByRole("button", { name: "Hide the tab" }).click();
  await page.keyboard.press("Alt+Shift+D");
  await panel(page).waitFor({ state: "detached" });
  await page.reload();
  await ready();
  await page.keyboard.press("Alt+Shift+D");
  await panel(page).waitFor();
  await page.keyboard.press("Alt+Shift+D");
  await panel(page).waitFor({ state: "detached" });
  strictEqual(await edgeTab(page).count(), 0, "the choice is remembered");
}, { files: counterFiles });

/** A page with a button, or a text, at the whole of its right edge but for a gap. */
const crowded = (inside: string) =>
  `import { page } from "@rally/rally";
export const contract = page("/crowded", { mode: "client" });
export function view() {
  return (
    <main>
      <h1>Crowded</h1>
      <div style="position:fixed;right:0;top:0;bottom:200px;width:100px;text-align:right;overflow:hidden">${inside}</div>
    </main>
  );
}
`;

for (
  const [what, inside] of [
    ["buttons", '<button type="button" style="display:block;width:100%;height:100%">Wide</button>'],
    ["text", '<p style="margin:0;word-break:break-all;line-height:1">{"W".repeat(5000)}</p>'],
  ]
) {
  devTest(`the tab of the dev panel gives way to ${what} of the page`, async ({ visit }) => {
    const { page } = await visit("/crowded");
    const { height } = page.viewportSize()!;
    ok((await boxOf(page)).y >= height - 200, "it stands in the gap");
    await page.evaluate("document.querySelector('main > div').style.bottom = '0px'");
    await page.mouse.move(10, 10);
    await edgeTab(page).waitFor({ state: "detached" });
    await page.keyboard.press("Alt+Shift+D");
    await panel(page).waitFor();
  }, { files: { "app/pages/crowded.tsx": crowded(inside) } });
}

devTest("the tab of the dev panel is not part of the page for accessibility checks", async ({ visit }) => {
  const { page } = await visit("/");
  await boxOf(page);
  await page.evaluate(axe.source);
  const found = async () => {
    const { violations, incomplete } = await page.evaluate("axe.run()") as axe.AxeResults;
    return [...violations, ...incomplete].flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  };
  const withTab = await found();
  await page.evaluate("document.querySelector('rally-dev').remove()");
  deepStrictEqual(withTab, await found());
});
