import { match, strictEqual } from "node:assert";
import { browserTestLiveToo } from "./harness.ts";
import { game, heading, heroScore, plusButton, signIn } from "./scoreboard.ts";

browserTestLiveToo("sign-in opens the admin's pages and sign-out closes them", async ({ visit }) => {
  const visitor = await visit("/admin/games", { expects: [/403/, /WebSocket/] });
  const { page } = visitor;
  strictEqual(new URL(page.url()).pathname, "/sign_in");
  await page.getByRole("button", { name: "Ada Keeper" }).click();
  await heading(page, "Score desk").waitFor();

  await page.getByRole("link", { name: "Games", exact: true }).click();
  await heading(page, "Games").waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  // The form stands in the layout, which came with another page: signing out stays where the visitor is now.
  await page.getByRole("link", { name: "Sign in" }).waitFor();
  strictEqual(new URL(page.url()).pathname, "/games");
  await visitor.go("/admin/games");
  await heading(page, "Sign in").waitFor();
});

browserTestLiveToo("sign-in keeps its token from scripts and out of the database", async ({ app, visit }) => {
  const visitor = await visit("/");
  const { page } = visitor;
  await signIn(visitor, game.path);
  const cookie = (await page.context().cookies()).find(({ name }) => name.includes("rally_session"));
  strictEqual(cookie?.httpOnly, true);
  strictEqual(cookie?.sameSite, "Lax");
  match(cookie?.value ?? "", /^[\w-]{43}$/);
  strictEqual(app.rows("SELECT user_id FROM _rally_sessions").length, 1);
  strictEqual(JSON.stringify(app.rows("SELECT * FROM _rally_sessions")).includes(cookie?.value ?? ""), false);
});

browserTestLiveToo("sign-in as a fan gives no buttons and no admin page", async ({ visit }) => {
  const visitor = await visit("/", { expects: [/403/] });
  const { page } = visitor;
  await signIn(visitor, game.path, "Felix Fan");
  await heroScore(page, game.home).waitFor();
  strictEqual(await plusButton(page, game.home).count(), 0);
  const response = await visitor.go("/admin/games");
  strictEqual(response?.status(), 403);
  await heading(page, "Not allowed here").waitFor();
});
