/** The scoreboard as its visitors use it: the whole app, without a port and without a browser. */
import { testApp } from "@rally/rally/testing";
import { strictEqual } from "node:assert";
import { app as table } from "../generated/app.ts";

const goal = "Add one goal for Toronto Tides";

// The same scripts pass with the pages as they are, and with the loops of all of them on the server.
for (const modes of [{}, "live"] as const) {
  const where = modes === "live" ? "every page live" : "as declared";

  Deno.test(`a goal of the admin reaches a fan (${where})`, async () => {
    await using app = testApp(table, { seeds: true, modes });
    const ada = await app.visit("/games/1", { userId: "ada" });
    const fan = await app.visit("/games/1");
    await fan.gone("button", goal);
    await ada.click("button", goal);
    await fan.see("Toronto Tides score: MTL 2, TOR 5");
    strictEqual(await fan.title(), "MTL 2 – 5 TOR");
  });

  Deno.test(`signing in leads back to the page that was asked for (${where})`, async () => {
    await using app = testApp(table, { seeds: true, modes });
    const page = await app.visit("/games/1");
    await page.click("link", "Sign in");
    await page.click("button", /Ada Keeper/);
    strictEqual(page.path, "/games/1");
    await page.click("button", "Sign out");
    await page.gone("button", goal);
  });

  Deno.test(`the chosen theme is kept (${where})`, async () => {
    await using app = testApp(table, { modes });
    const page = await app.visit("/standings");
    await page.click("button", "Dark");
    strictEqual(await page.cookie("theme"), "dark");
    await page.open("/games");
    await page.find("button", "Dark", { pressed: true });
  });
}
