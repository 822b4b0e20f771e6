/** The front page as a visitor uses it: the whole app, without a port and without a browser. */
import { testApp } from "@rally/rally/testing";
import { strictEqual } from "node:assert";
import { app as table } from "../../generated/app.ts";

// The same script passes wherever the loop of the page runs.
for (const mode of ["client", "live"] as const) {
  const modes = { "/": mode };

  Deno.test(`the counter goes up and down (${mode})`, async () => {
    await using app = testApp(table, { modes });
    const page = await app.visit("/");
    await page.click("button", "One more");
    await page.click("button", "One more");
    await page.click("button", "One less");
    await page.find("status", "1");
  });

  Deno.test(`a signature is there for the next visitor, and the count is kept (${mode})`, async () => {
    await using app = testApp(table, { modes });
    const page = await app.visit("/");
    await page.click("button", "One more");
    await page.fill("Your name", "Grace");
    await page.click("button", "Sign");
    await page.find("listitem", "Grace");
    await page.find("status", "1");
    await (await app.visit("/")).find("listitem", "Grace");
  });

  Deno.test(`a refused signature says why and keeps what was typed (${mode})`, async () => {
    await using app = testApp(table, { modes });
    const page = await app.visit("/");
    await page.fill("Your name", "  ");
    await page.click("button", "Sign");
    await page.find("alert", "Write your name first.");
    strictEqual((await page.find("textbox", "Your name")).value, "  ");
  });
}
