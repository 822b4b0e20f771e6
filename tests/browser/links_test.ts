/** Which clicks on links are the browser's, wherever the loop of the page runs. */
import { deepStrictEqual, strictEqual } from "node:assert";
import type { Page } from "playwright-core";
import { browserTestLiveToo } from "./harness.ts";
import { heading } from "./scoreboard.ts";
import type { Visitor } from "./visitor.ts";

const link = (page: Page) => page.getByRole("link", { name: "First link" });
const asked = ({ frames }: Visitor) => frames.filter(({ kind, content }) => kind === "go" && content[3] !== "ahead");

/** Clicks the link as it is changed by each text of code, and tells which clicks were left to the browser. */
const clicks = (changes: readonly string[]) => `
  const left = [];
  addEventListener("click", (event) => {
    left.push(!event.defaultPrevented);
    event.preventDefault();
  });
  for (const change of [${changes.map((change) => `(link, init) => { ${change} }`).join()}]) {
    const link = document.querySelector("rally-outlet a[href]").cloneNode(true);
    document.querySelector("h1").append(link);
    const init = { bubbles: true, cancelable: true };
    change(link, init);
    link.dispatchEvent(new MouseEvent("click", init));
    link.remove();
  }
  left;
`;

const browsers = [
  "init.ctrlKey = true",
  "init.metaKey = true",
  "init.shiftKey = true",
  "init.altKey = true",
  "init.button = 1",
  "link.target = '_blank'",
  "link.download = 'file'",
  "link.href = 'http://localhost:1/'",
  "link.href = '/_rally/health'",
  "link.href = 'mailto:ada@example.com'",
  "link.hash = '#there'; link.search = location.search; link.pathname = location.pathname",
];

browserTestLiveToo("clicks that are the browser's are left to it", async ({ visit }) => {
  const visitor = await visit("/lab/link?to=/standings");
  const { page } = visitor;
  deepStrictEqual(await page.evaluate(clicks(browsers)), browsers.map(() => true));
  strictEqual(asked(visitor).length, 0);
});

browserTestLiveToo("a click with Ctrl and one of the wheel open another tab", async ({ visit }) => {
  const visitor = await visit("/lab/link?to=/standings");
  const { page } = visitor;
  for (const how of [{ modifiers: ["ControlOrMeta" as const] }, { button: "middle" as const }]) {
    const [tab] = await Promise.all([
      page.context().waitForEvent("page"),
      link(page).click(how),
    ]);
    await heading(tab, "Standings").waitFor();
    await tab.close();
  }
  await heading(page, "A link").waitFor();
  strictEqual(asked(visitor).length, 0);
  // It still runs, and an ordinary click is followed here.
  await page.getByRole("button", { name: "Count" }).click();
  await page.getByText("Clicked 1").waitFor();
  await link(page).click();
  await heading(page, "Standings").waitFor();
  strictEqual(visitor.requests.filter(({ type }) => type === "document").length, 1);
});
