import { deepStrictEqual, strictEqual } from "node:assert";
import type { Page } from "playwright-core";
import { gatedSocket, held, hold, open, release } from "./gated_socket.ts";
import { browserTest, type World } from "./harness.ts";

const path = "/lab/fields";
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const heard = (page: Page, text: string) =>
  page.getByRole("list", { name: "Heard" }).getByRole("listitem").filter({ hasText: text });
const lines = (page: Page, list = "Heard") =>
  page.getByRole("list", { name: list }).getByRole("listitem").allInnerTexts();
const shows = (page: Page, text: string) => page.locator("output").filter({ hasText: text }).waitFor();

/** The same on both sides of the network; `gate` holds back what comes over it. */
const scripts: Readonly<Record<string, (page: Page, world: World, mode: "client" | "live") => Promise<void>>> = {
  async "a field shows what the model makes of it, with the focus too"(page) {
    await field(page, "Code").focus();
    await page.keyboard.type("ab");
    await shows(page, "code AB");
    strictEqual(await field(page, "Code").inputValue(), "AB");
    await page.getByRole("button", { name: "Insert" }).evaluate((button) => (button as HTMLButtonElement).click());
    await shows(page, "code AB!");
    strictEqual(await field(page, "Code").inputValue(), "AB!");
    await page.keyboard.type("c");
    await shows(page, "code AB!C");
    await field(page, "Draft").focus();
    await page.keyboard.type("milk");
    await shows(page, "draft milk");
    await page.keyboard.press("Enter");
    await heard(page, "entered milk").waitFor();
    strictEqual(await field(page, "Draft").inputValue(), "");
    await page.keyboard.type("eggs");
    await page.keyboard.press("Enter");
    await heard(page, "entered eggs").waitFor();
    strictEqual(await field(page, "Draft").inputValue(), "");
  },

  async "answers that come late take nothing back"(page) {
    await hold(page);
    await field(page, "Draft").focus();
    await page.keyboard.type("hel");
    await field(page, "Agreed").click();
    await field(page, "Agreed").click();
    await field(page, "Agreed").click();
    await field(page, "Size").selectOption("l");
    await field(page, "Size").selectOption("s");
    await field(page, "green").click();
    await field(page, "blue").click();
    await field(page, "Draft").focus();
    await page.keyboard.type("lo");
    const state = () =>
      page.evaluate(() =>
        [...document.querySelectorAll<HTMLInputElement>("input, select")].map((each) =>
          /checkbox|radio/.test(each.type) ? each.checked : each.value
        )
      );
    const before = await state();
    strictEqual(await field(page, "Draft").inputValue(), "hello");
    // The caret, too: what is written into a field moves it to the end.
    await field(page, "Draft").evaluate((input) => (input as HTMLInputElement).setSelectionRange(1, 2));
    const count = Number(await page.evaluate("heldFrames()"));
    for (let frame = 0; frame < count; frame++) {
      await release(page, 1);
      deepStrictEqual(await state(), before);
    }
    await open(page);
    await shows(page, "draft hello, agreed on, size s, color blue");
    deepStrictEqual(await state(), before);
    deepStrictEqual(
      await field(page, "Draft").evaluate((input) => {
        const { selectionStart, selectionEnd } = input as HTMLInputElement;
        return [selectionStart, selectionEnd];
      }),
      [1, 2],
    );
    // What was told is the model's again.
    await page.getByRole("button", { name: "Reset" }).click();
    await shows(page, "draft none, agreed none, size m, color red");
    deepStrictEqual(await state(), ["", "", false, "m", true, false, false, "", "", "mild", "", ""]);
  },

  async "a number that is none yet is left alone"(page) {
    await field(page, "Amount").focus();
    await page.keyboard.type("12");
    await shows(page, "amount 12");
    await page.keyboard.type("e");
    await field(page, "Draft").focus();
    await page.keyboard.type("x");
    await shows(page, "draft x");
    await page.getByRole("button", { name: "Insert" }).click();
    await shows(page, "code !");
    strictEqual(await field(page, "Amount").evaluate((input) => (input as HTMLInputElement).validity.badInput), true);
    await field(page, "Amount").focus();
    await page.keyboard.type("2");
    await shows(page, "amount 12e2");
    strictEqual(await field(page, "Amount").inputValue(), "12e2");
  },
};

for (const [name, script] of Object.entries(scripts)) {
  for (const mode of ["client", "live"] as const) {
    browserTest(`${name} in ${mode} mode`, async (world) => {
      const { page } = await world.visit(path, { before: gatedSocket });
      await script(page, world, mode);
    }, { modes: { [path]: mode } });
  }
}
