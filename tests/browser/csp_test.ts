import { strictEqual } from "node:assert";
import { browserTest, browserTestLiveToo } from "./harness.ts";
import { game, heading, heroScore, signIn } from "./scoreboard.ts";
import type { Visitor } from "./visitor.ts";

const attack =
  `</script><script>window.stolen = 1</script><img src=x onerror="window.stolen = 2">'"><svg onload=window.stolen=3>`;

async function requireUnharmed({ page }: Visitor): Promise<void> {
  strictEqual(await page.evaluate("window.stolen"), undefined);
  strictEqual(await page.locator("img[src=x], svg[onload]").count(), 0);
}

browserTestLiveToo("no page of the scoreboard violates its content security policy", async ({ visit }) => {
  // The harness fails a test at the first violation.
  const visitor = await visit("/");
  const { page } = visitor;
  await signIn(visitor, "/admin/games");
  for (const path of ["/", "/games?team=TOR", game.path, "/standings", game.homeSlug, "/admin/games"]) {
    const response = await visitor.go(path);
    strictEqual(response?.headers()["content-security-policy"].includes("script-src 'nonce-"), true);
    await page.getByRole("button", { name: "Dark" }).click();
    await page.getByRole("button", { name: "Dark", pressed: true }).waitFor();
  }
});

browserTest(
  "markup in a team's name stays text: in the first HTML, after hydration, after a push",
  async ({ app, visit }) => {
    app.sql(`UPDATE teams SET name = '${attack.replaceAll("'", "''")}' WHERE code = 'TOR'`);
    const watcher = await visit("/games");
    await watcher.frame("client", "topics");
    await requireUnharmed(watcher);
    for (const path of ["/standings", game.homeSlug, game.path]) {
      const visitor = await visit(path);
      await heading(visitor.page, /./).waitFor();
      await requireUnharmed(visitor);
    }
    const ada = await visit("/");
    await signIn(ada, game.path);
    await ada.page.getByRole("button", { name: /Add one goal for .*stolen = 1/ }).click();
    await watcher.page.getByRole("status").filter({ hasText: "TOR 5" }).waitFor();
    await requireUnharmed(watcher);
    await requireUnharmed(ada);
  },
);

browserTest("markup in a query and in a path stays text", async ({ visit }) => {
  const visitor = await visit(`/games?team=${encodeURIComponent(attack)}`, { expects: [/404/] });
  await visitor.page.getByText("No team has the code").waitFor();
  await requireUnharmed(visitor);
  await visitor.go(`/teams/${encodeURIComponent(attack)}`);
  await heading(visitor.page, "Off the board").waitFor();
  await requireUnharmed(visitor);
});

for (const mode of ["client", "live"] as const) {
  browserTest(
    `a javascript: address from data never runs (${mode})`,
    async ({ visit }) => {
      const address = "javascript:window.stolen=4";
      const visitor = await visit(`/lab/link?to=${encodeURIComponent(address)}`, { expects: [/CSP|Content.Security/] });
      await visitor.page.getByRole("button", { name: "Count" }).click();
      await visitor.page.getByText("Clicked 1").waitFor();
      for (const link of ["First link", "Later link"]) await visitor.page.getByText(link).click();
      await visitor.page.getByRole("button", { name: "Count" }).click();
      await visitor.page.getByText("Clicked 2").waitFor();
      await requireUnharmed(visitor);
    },
    { modes: { "/lab/link": mode } },
  );
}

browserTest("a document cannot be framed by another site", async ({ visit }) => {
  const visitor = await visit(game.path);
  const { page } = visitor;
  await heroScore(page, game.home).waitFor();
  const response = await visitor.go("/");
  strictEqual(response?.headers()["content-security-policy"].includes("frame-ancestors 'none'"), true);
});
