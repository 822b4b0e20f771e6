import { deepStrictEqual, strictEqual } from "node:assert";
import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { gatedSocket, held, hold, open, release } from "./gated_socket.ts";
import { browserTest, type World } from "./harness.ts";
import type { Visitor } from "./visitor.ts";

const path = "/lab/fields";
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const heard = (page: Page, text: string) =>
  page.getByRole("list", { name: "Heard" }).getByRole("listitem").filter({ hasText: text });
const lines = (page: Page, list = "Heard") =>
  page.getByRole("list", { name: list }).getByRole("listitem").allInnerTexts();
const shows = (page: Page, text: string) => page.locator("output").filter({ hasText: text }).waitFor();

type Script = (visitor: Visitor, world: World) => Promise<void>;

/** What happens is the same on both sides of the network. */
const scripts: Readonly<Record<string, Script>> = {
  async "a field shows what the model makes of it, with the focus too"({ page }) {
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

  // Of a live page few versions may be unseen: what is done here are few messages.
  async "answers that come late take no letter back, and leave the caret"({ page, frames }) {
    await hold(page);
    await field(page, "Draft").focus();
    await page.keyboard.type("he");
    await field(page, "Amount").focus();
    await page.keyboard.type("1");
    await field(page, "Draft").focus();
    await page.keyboard.press("End");
    await page.keyboard.type("y");
    // What is written into a field moves its caret to the end.
    await field(page, "Draft").evaluate((input) => (input as HTMLInputElement).setSelectionRange(1, 2));
    await releaseOneByOne(page, frames);
    await open(page);
    await shows(page, "draft hey");
    const selection = await field(page, "Draft").evaluate((input) => {
      const { value, selectionStart, selectionEnd } = input as HTMLInputElement;
      return [value, selectionStart, selectionEnd];
    });
    deepStrictEqual(selection, ["hey", 1, 2]);
    // What was told is the model's again.
    await page.getByRole("button", { name: "Reset" }).click();
    await shows(page, "draft none");
    strictEqual(await field(page, "Draft").inputValue(), "");
  },

  async "answers that come late take no choice back"({ page, frames }) {
    await hold(page);
    for (const _ of [1, 2, 3]) await field(page, "Agreed").click();
    for (const size of ["l", "s"]) await field(page, "Size").selectOption(size);
    for (const color of ["green", "blue"]) await field(page, color).click();
    await releaseOneByOne(page, frames);
    await open(page);
    await shows(page, "agreed on, size s, color blue");
    await page.getByRole("button", { name: "Reset" }).click();
    await shows(page, "agreed none, size m, color red");
    deepStrictEqual(await state(page), ["", "", false, "m", true, false, false, "", "", "mild", "", ""]);
  },

  async "a number that is none yet is left alone"({ page }) {
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

  async "what an input method composes is told once, when it is text"({ page }) {
    await field(page, "Code").focus();
    await page.keyboard.type("x");
    await heard(page, "code x").waitFor();
    const devtools = await page.context().newCDPSession(page);
    for (const [name, text] of [["Code", "XにほんX"], ["Draft", "にほん"]] as const) {
      await field(page, name).focus();
      for (const stage of ["n", "に", "にh", "にほ", "にほん"]) {
        await devtools.send("Input.imeSetComposition", { text: stage, selectionStart: -1, selectionEnd: -1 });
      }
      // A key that the input method takes.
      await field(page, name).evaluate((input) =>
        input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true }))
      );
      await devtools.send("Input.insertText", { text: name === "Code" ? "にほんx" : "にほん" });
      await shows(page, `${name.toLowerCase()} ${text}`);
      strictEqual(await field(page, name).inputValue(), text);
    }
    deepStrictEqual(await lines(page), ["code x", "code Xにほんx", "draft にほん"]);
  },

  async "what is typed while a form waits for its answer stays"({ page }) {
    await ready(page);
    await hold(page);
    await field(page, "Text").fill("first");
    await page.keyboard.press("Enter");
    await held(page, 1);
    await field(page, "Text").fill("second");
    await open(page);
    await said(page, ["first, mild"]);
    strictEqual(await field(page, "Text").inputValue(), "second");
    await page.keyboard.press("Enter");
    await said(page, ["first, mild", "second, mild"]);
    await page.locator("form:not([aria-busy])").waitFor();
    strictEqual(await field(page, "Text").inputValue(), "");
  },

  async "a form whose own answer takes it away leaves nothing behind"({ page }) {
    // A live page posts its forms until its loop is there.
    await ready(page);
    await field(page, "Text").fill("bye");
    await page.keyboard.press("Enter");
    await said(page, ["bye, mild"]);
    strictEqual(await page.locator("form").count(), 0);
    await page.getByRole("button", { name: "Insert" }).click();
    await shows(page, "code !");
    strictEqual(await page.locator("[data-rally-busy]").count(), 0);
  },

  async "what a person has done survives a lost connection"({ page }, { app }) {
    await field(page, "Code").fill("ab");
    await field(page, "Agreed").check();
    await field(page, "Size").selectOption("l");
    await field(page, "blue").check();
    await field(page, "Tone").fill("loud");
    await page.getByText("More").click();
    await field(page, "Remark").fill("two\nlines");
    await field(page, "File").setInputFiles({ name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("a") });
    await field(page, "Draft").fill("milk");
    await shows(page, "code AB, draft milk, agreed on, size l, color blue");
    await field(page, "Draft").evaluate((input) => (input as HTMLInputElement).setSelectionRange(1, 2));
    const before = await state(page);
    await lose(page, app);
    await shows(page, "code AB, draft milk, agreed on, size l, color blue");
    deepStrictEqual(await state(page), before);
    strictEqual(await field(page, "Remark").inputValue(), "two\nlines");
    const active = await page.evaluate(() => {
      const { selectionStart, selectionEnd, value } = document.activeElement as HTMLInputElement;
      return [value, selectionStart, selectionEnd];
    });
    deepStrictEqual(active, ["milk", 1, 2]);
    await page.keyboard.type("x");
    await shows(page, "draft mxlk");

    await page.evaluate(() => document.querySelector("dialog")!.showModal());
    await field(page, "Inside").fill("kept");
    await lose(page, app);
    await shows(page, "draft mxlk");
    strictEqual(await page.locator("dialog:modal input:focus").inputValue(), "kept");
  },

  async "a form that is submitted without a connection is sent when there is one, once"({ page }, { app }) {
    await ready(page);
    await app.kill();
    await page.locator("html:not([data-rally-connection=online])").waitFor();
    await field(page, "Tone").fill("loud");
    await field(page, "Text").fill("later");
    await page.keyboard.press("Enter");
    await page.locator("form[aria-busy]").waitFor();
    await app.start();
    await said(page, ["later, loud"]);
    await page.locator("form:not([aria-busy])").waitFor();
    deepStrictEqual(await lines(page, "Said"), ["later, loud"]);
    strictEqual(await field(page, "Text").inputValue(), "");
  },
};

/** The page knows the rules of its form. */
async function ready(page: Page): Promise<void> {
  await field(page, "Text").focus();
  await page.locator("form[novalidate]").waitFor();
}

async function said(page: Page, texts: readonly string[]): Promise<void> {
  await page.getByRole("list", { name: "Said" }).getByText(texts.at(-1)!).waitFor();
  deepStrictEqual(await lines(page, "Said"), texts);
}

/** The server is killed, and comes back. */
async function lose(page: Page, { kill, start }: World["app"]): Promise<void> {
  await kill();
  await page.locator("html:not([data-rally-connection=online])").waitFor();
  await start();
  await page.locator("html[data-rally-connection=online]").waitFor();
}

const state = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLInputElement>("input, select")].map((each) =>
      /checkbox|radio/.test(each.type) ? each.checked : each.value
    )
  );

/** Each answer is shown before the next one comes, and no field changes by it. */
async function releaseOneByOne(page: Page, frames: Visitor["frames"]): Promise<void> {
  const before = await state(page);
  const count = frames.filter(({ from, kind }) => from === "client" && kind === "act").length;
  await held(page, count);
  for (let frame = 0; frame < count; frame++) {
    await release(page, 1);
    deepStrictEqual(await state(page), before);
  }
}

for (const [name, script] of Object.entries(scripts)) {
  for (const mode of ["client", "live"] as const) {
    browserTest(`${name} in ${mode} mode`, async (world) => {
      const expects = [/WebSocket|ERR_CONNECTION|Failed to load resource/];
      await script(await world.visit(path, { before: gatedSocket, expects }), world);
    }, { modes: { [path]: mode } });
  }
}

const live = { modes: { [path]: "live" } } as const;

browserTest("a form is freed by the answer to its own submit alone", async ({ visit }) => {
  const { page, frames } = await visit(path, { before: gatedSocket });
  const acts = (type: string) =>
    frames.filter(({ kind, content }) => kind === "act" && (content[4] as { type: string }).type === type);
  await ready(page);
  await field(page, "Text").fill("first");
  await hold(page);
  await page.keyboard.press("Enter");
  await held(page, 1);
  await hold(page, "() => false");
  await field(page, "Text").fill("x");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Insert" }).click();
  await shows(page, "code !");
  strictEqual(acts("refused").length, 1);
  await field(page, "Text").fill("second");
  await page.keyboard.press("Enter");
  strictEqual(await page.locator("form[aria-busy][data-rally-busy]").count(), 1);
  await open(page);
  await page.locator("form:not([aria-busy],[data-rally-busy])").waitFor();
  strictEqual(acts("submit").length, 1);
}, live);

browserTest("of a form whose answer was lost the reader is told, and it is free", async ({ app, visit }) => {
  const { page } = await visit(path, { before: gatedSocket, expects: [/WebSocket|ERR_CONNECTION/] });
  await ready(page);
  await hold(page);
  await field(page, "Text").fill("first");
  await page.keyboard.press("Enter");
  await held(page, 1);
  await app.kill();
  await page.locator("html:not([data-rally-connection=online])").waitFor();
  await page.evaluate("globalThis.isHeld = () => false");
  await app.start();
  await page.getByRole("status").getByText("It is not known whether this was saved").waitFor();
  strictEqual(await page.locator("form[aria-busy]").count(), 0);
  strictEqual(await field(page, "Text").inputValue(), "first");
}, live);

/** Fills in a field before any script of the page runs, as a browser does that remembers it: without an event. */
const filledIn = `
  new MutationObserver((_, observer) => {
    const draft = document.querySelectorAll("input")[1];
    if (!draft) return;
    draft.value = "early";
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true });
`;

browserTest("what was typed before a live page ran is told to it", async ({ visit }) => {
  const { page } = await visit(path, { before: filledIn });
  await shows(page, "draft early");
  strictEqual(await field(page, "Draft").inputValue(), "early");
  deepStrictEqual(await lines(page), ["draft early"]);
}, live);

browserTest(
  "a live page that others have taken nodes out of is built anew, and not without an end",
  async ({ visit }) => {
    const { page } = await visit(path, { expects: [/TypeError/] });
    const breakIt = () =>
      page.evaluate(() => {
        const walker = document.createTreeWalker(document.querySelector("form")!.parentNode!, NodeFilter.SHOW_COMMENT);
        const comments: Comment[] = [];
        while (walker.nextNode()) comments.push(walker.currentNode as Comment);
        for (const comment of comments) comment.remove();
        document.querySelector("form")!.dataset.old = "";
      });
    const close = page.getByRole("button", { name: "Close the form" });
    await field(page, "Tone").fill("loud");
    for (const _ of [1, 2, 3]) {
      await breakIt();
      await close.click();
      await page.locator("form:not([data-old])").waitFor();
      strictEqual(await field(page, "Tone").inputValue(), "loud");
    }
    await breakIt();
    await close.click();
    await page.getByRole("alert").getByText("Load the page again").waitFor();
  },
  live,
);
