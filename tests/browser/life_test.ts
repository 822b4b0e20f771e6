/** What lives in the browser on a page, in both modes: menus, keys, leaving rows, fields outside of their form, the head. */
import { deepStrictEqual, strictEqual } from "node:assert";
import type { Page } from "playwright-core";
import { browserTest } from "./harness.ts";
import { game, heading, titled } from "./scoreboard.ts";
import type { Visitor, VisitorOptions } from "./visitor.ts";

const path = "/lab/life";
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const log = (page: Page) => page.getByRole("list", { name: "Log" }).getByRole("listitem");
const rows = (page: Page) => page.getByRole("list", { name: "Rows" }).getByRole("listitem");
/** Everything that was logged before this text, which comes last. */
async function logged(page: Page, last: string): Promise<string[]> {
  await log(page).filter({ hasText: last }).last().waitFor();
  return (await log(page).allTextContents()).filter((text) => text !== "warm");
}

/** What listens to the window is loaded once the page is there. */
async function listening(page: Page): Promise<void> {
  while (await page.locator("[data-listens=true]").count() === 0) await page.keyboard.press("F2");
}

/** The first use loads what holds events back. */
async function warmUp(page: Page): Promise<void> {
  await page.getByLabel("Inside").fill("in");
  await log(page).filter({ hasText: "warm" }).waitFor();
}

for (const mode of ["client", "live"] as const) {
  const test = (name: string, run: (visitor: Visitor) => Promise<void>, options?: VisitorOptions) =>
    browserTest(`${name} in ${mode} mode`, async ({ visit }) => {
      const visitor = await visit(path, options);
      await visitor.frame("server", "hello");
      await listening(visitor.page);
      await run(visitor);
    }, { modes: { [path]: mode, "/games/:id": mode, "/lab/long": mode } });

  test("a menu is closed by a click elsewhere, and by no other", async ({ page }) => {
    const menu = page.locator("#menu");
    const words = await (async () => {
      await button(page, "Open").click();
      return (await menu.getByText("words").boundingBox())!;
    })();
    const elsewhere = (await page.locator("#elsewhere").boundingBox())!;
    await menu.getByText("words").click();
    // A text that is selected from the inside out ends in a click on what holds both.
    await page.mouse.move(words.x + 5, words.y + 5);
    await page.mouse.down();
    await page.mouse.move(elsewhere.x + 5, elsewhere.y + 5);
    await page.mouse.up();
    await page.keyboard.press("Escape");
    deepStrictEqual(await logged(page, "key Escape"), ["opened", "key Escape"]);
    strictEqual(await menu.count(), 1);
    await page.locator("#elsewhere").click();
    await menu.waitFor({ state: "detached" });
    // What is gone by its own click was inside; afterwards nobody listens.
    await button(page, "Open").click();
    await button(page, "Choose").click();
    await menu.waitFor({ state: "detached" });
    await page.locator("#elsewhere").click();
    // By keyboard a click has no place.
    await button(page, "Open").press("Enter");
    await menu.waitFor();
    await button(page, "Add bee").press("Enter");
    await menu.waitFor({ state: "detached" });
    deepStrictEqual(await logged(page, "left"), ["opened", "key Escape", "left", "opened", "chosen", "opened", "left"]);
  });

  test("letters that are typed into a field are the field's own", async ({ page }) => {
    await page.getByLabel("Inside").pressSequentially("a?");
    await page.getByLabel("Inside").press("Escape");
    await page.locator("#elsewhere").click();
    await page.keyboard.press("?");
    deepStrictEqual(await logged(page, "key ?"), ["key Escape", "key ?"]);
    strictEqual(await page.getByLabel("Inside").inputValue(), "a?");
  });

  test("a row that leaves stays for the eye until its animation is over", async ({ page }) => {
    const leaving = page.locator("[data-leaving]");
    await button(page, "Remove bee").click();
    await leaving.waitFor({ state: "attached" });
    strictEqual(
      await page.locator("li.row").evaluateAll((all) => all.map((row) => row.id).join()),
      "ant,,cat",
      "in its place, without its id",
    );
    strictEqual(await rows(page).count(), 2, "nobody is told of it");
    await button(page, "Add bee").click();
    await rows(page).nth(2).waitFor();
    await leaving.evaluate((copy) => copy.getAnimations().forEach((animation) => animation.finish()));
    await leaving.waitFor({ state: "detached" });
    strictEqual(await page.locator("li.row").evaluateAll((all) => all.map((row) => row.id).join()), "ant,cat,bee");
  });

  test("who wants less motion sees a row go at once", async ({ page }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await button(page, "Remove bee").click();
    await rows(page).nth(2).waitFor({ state: "detached" });
    strictEqual(await page.locator("li.row").count(), 2);
  });

  test("fields, a button and a custom element belong to a form by its id", async ({ page }) => {
    await page.evaluate(`customElements.define("lab-rating", class extends HTMLElement {
      static formAssociated = true;
      #internals = this.attachInternals();
      connectedCallback() {
        this.#internals.setFormValue("five");
        this.setAttribute("aria-label", "its own");
      }
    })`);
    await warmUp(page);
    await page.getByLabel("Outside").fill("out");
    // Its button is that of the form, wherever both stand.
    await page.getByLabel("Outside").press("Enter");
    // What was held back of the outer field goes before the form that it belongs to.
    deepStrictEqual(await logged(page, "sent"), ["typed out", "sent in out five button"]);
    strictEqual(await page.locator("lab-rating").getAttribute("aria-label"), "its own");
  });

  test("leaving a field sends what was held back", async ({ page }) => {
    await warmUp(page);
    await page.getByLabel("Outside").pressSequentially("out");
    await page.getByLabel("Inside").focus();
    deepStrictEqual(await logged(page, "typed"), ["typed out"]);
  });

  test("a region that is read out stays the same element", async ({ page }) => {
    await page.evaluate(`document.querySelector("ol").fromServer = true`);
    await button(page, "Open").click();
    await logged(page, "opened");
    strictEqual(await page.evaluate(`document.querySelector("ol").fromServer`), true);
  });

  test("title and attributes of <html> follow the model, and go with the page", async ({ page, go }) => {
    const root = page.locator("html");
    await titled(page, "Life 0");
    await button(page, "Add bee").click();
    await page.locator("html[data-rows='4']").waitFor();
    await button(page, "Remove ant").click();
    await page.locator("html:not([data-rows])").waitFor();
    await button(page, "Open").click();
    await titled(page, "Life 1");
    await button(page, "Choose").click();
    await titled(page, "Life 2");
    // A layout that draws itself anew leaves the page its title.
    await button(page, "Dark").click();
    await page.locator("html[data-theme=dark]").waitFor();
    await titled(page, "Life 2");
    await go(game.path);
    await titled(page, "MTL 2 – 4 TOR");
    await button(page, "Light").click();
    await page.locator("html[data-theme=light]").waitFor();
    await titled(page, "MTL 2 – 4 TOR");
    await go("/lab/long");
    await page.locator("html[data-view-transitions]").waitFor();
    await page.locator("#to-standings").click();
    await heading(page, "Standings").waitFor();
    strictEqual(await root.getAttribute("data-view-transitions"), null);
    strictEqual(await root.getAttribute("lang"), "en");
    await page.goBack();
    await page.locator("html[data-view-transitions]").waitFor();
    await titled(page, "Part 1");
  });
}
