import axe from "axe-core";
import { deepStrictEqual } from "node:assert";
import type { Page } from "playwright-core";
import { browserTestLiveToo } from "./harness.ts";
import { game, heading, signIn } from "./scoreboard.ts";

const paths = ["/games", game.path, "/standings", game.homeSlug, "/sign_in"];
const adminPaths = ["/admin/games", game.path];

/** What axe finds, in one line each. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate("axe.run()") as axe.AxeResults;
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`)
  );
}

for (const scheme of ["light", "dark"] as const) {
  browserTestLiveToo(`every page of the scoreboard passes axe in the ${scheme} theme`, async ({ visit }) => {
    const visitor = await visit("/games");
    const { page } = visitor;
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    const check = async (path: string) => {
      await visitor.go(path);
      await heading(page, /./).waitFor();
      deepStrictEqual(await violations(page), [], path);
    };
    for (const path of paths) await check(path);
    await signIn(visitor, "/games");
    for (const path of adminPaths) await check(path);
  });
}

browserTestLiveToo("every page of the scoreboard fits a phone without sideways scrolling", async ({ visit }) => {
  const visitor = await visit("/games");
  const { page } = visitor;
  await page.setViewportSize({ width: 360, height: 640 });
  for (const path of paths) {
    await visitor.go(path);
    await heading(page, /./).waitFor();
    deepStrictEqual(await page.evaluate("document.documentElement.scrollWidth"), 360, path);
  }
});
