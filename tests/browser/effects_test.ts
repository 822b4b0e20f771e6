import { deepStrictEqual, strictEqual } from "node:assert";
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { browserTest } from "./harness.ts";
import type { VisitorOptions } from "./visitor.ts";

const path = "/lab/effects";

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const line = (page: Page, text: string) => page.getByRole("listitem").filter({ hasText: text });
/** Waits for an expression to be true. (Playwright's own way needs `eval`, which the app's policy forbids.) */
async function until(page: Page, expression: string): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!await page.evaluate(expression)) {
    if (performance.now() > deadline) throw new Error(`Never became true: ${expression}`);
  }
}

const lines = (page: Page) => page.getByRole("listitem").allTextContents();

/** Notes every listener on the window, so that a test knows when a page has begun to listen. */
const countListeners = `
  globalThis.listeners = [];
  const { addEventListener } = EventTarget.prototype;
  EventTarget.prototype.addEventListener = function (name, ...rest) {
    if (this === globalThis || this === undefined || this === document) listeners.push(name);
    return addEventListener.call(this ?? globalThis, name, ...rest);
  };
`;
const listens = "listeners.includes('keydown') && listeners.includes('lab')";

for (const mode of ["client", "live"] as const) {
  const modes = { modes: { [path]: mode } };
  /** A page that has run its first effects and knows its first media query. */
  const test = (name: string, run: (page: Page) => Promise<void>, options?: VisitorOptions) =>
    browserTest(`${name} in ${mode} mode`, async ({ visit }) => {
      const { page } = await visit(path, options);
      await line(page, "draft none").waitFor();
      await page.getByText("Dark false").waitFor();
      await run(page);
    }, modes);

  test("scrollTo, announce and download do what they say", async (page) => {
    await button(page, "scroll").click();
    await until(page, "scrollY > 1000");
    await button(page, "announce").click();
    await page.getByRole("status").filter({ hasText: "Three games." }).waitFor();
    const [file] = await Promise.all([page.waitForEvent("download"), button(page, "download").click()]);
    strictEqual(file.suggestedFilename(), "games.csv");
    strictEqual(readFileSync(await file.path(), "utf8"), "home,away\n");
  });

  test("copy fills the clipboard", async (page) => {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await button(page, "copy").click();
    await until(page, "navigator.clipboard.readText().then((text) => text === 'The text')");
  });

  test("a stored value outlives the document, and another shape reads as absent", async (page) => {
    await button(page, "save").click();
    await button(page, "read").click();
    await line(page, "draft Milk 7").waitFor();
    await line(page, "tab 3").waitFor();
    await page.reload();
    await line(page, "draft Milk 7").waitFor();
    // Whatever stands there: the hash of another shape, or no value at all.
    for (const text of ['another ["Milk",7]', "x", ""]) {
      await page.evaluate((text) => localStorage.setItem("rally:/lab/effects#draft", text), text);
      await page.reload();
      await line(page, "draft none").waitFor();
    }
    await button(page, "save").click();
    await button(page, "clear").click();
    await button(page, "read").click();
    await line(page, "draft none").nth(1).waitFor();
    deepStrictEqual(await page.evaluate("Object.keys(localStorage)"), []);
  });

  test("a function of app/browser.ts is loaded when it is called, and gives a typed result", async (page) => {
    const scripts: string[] = [];
    page.on("request", (request) => void (request.url().includes("/functions-") && scripts.push(request.url())));
    await button(page, "good").click();
    await line(page, "measured Measured text 0").waitFor();
    await button(page, "bad").click();
    await line(page, "refused failed").waitFor();
    strictEqual(scripts.length, 1);
  }, { expects: [/Cannot find #nowhere/] });

  test("media queries tell what they say now and when it changes", async (page) => {
    await page.emulateMedia({ colorScheme: "dark" });
    await page.getByText("Dark true").waitFor();
    await page.emulateMedia({ colorScheme: "light" });
    await page.getByText("Dark false").waitFor();
  });

  test("window and document are listened to as long as the model asks for it", async (page) => {
    const signs = async () => {
      await page.keyboard.press("Escape");
      await page.keyboard.press("a");
      await page.keyboard.press("?");
      await page.evaluate("for (const _ of [1, 2, 3]) document.dispatchEvent(new Event('lab'))");
    };
    await signs();
    await button(page, "Listen").click();
    await button(page, "Mute").waitFor();
    await until(page, listens);
    await signs();
    await line(page, "document lab").waitFor();
    await line(page, "key ?").waitFor();
    await button(page, "Mute").click();
    await button(page, "Listen").waitFor();
    await signs();
    await button(page, "Throttled").click();
    await line(page, "throttled").waitFor();
    // The browser may have heard one more before it knew.
    const heard = (await lines(page)).filter((text) => /key|document/.test(text));
    deepStrictEqual(heard.slice(0, 3), ["key Escape", "key ?", "document lab"]);
  }, { before: countListeners });

  test("many messages of one frame are few renders", async (page) => {
    await until(page, "listeners.includes('burst')");
    await page.evaluate(`
      globalThis.renders = 0;
      const shown = document.querySelector("#burst");
      new MutationObserver((records) => renders += records.length).observe(shown, { characterData: true, subtree: true });
      for (let sent = 0; sent < 100; sent++) document.dispatchEvent(new Event("burst"));
    `);
    await page.getByText("Burst 100").waitFor();
    const renders = await page.evaluate("renders");
    // The server may need some frames to read a hundred events.
    strictEqual(Number(renders) <= (mode === "client" ? 2 : 50), true, `${renders} renders`);
  }, { before: countListeners });

  test("a function is asked of what its message shows, in the middle of a frame too", async (page) => {
    await until(page, "listeners.includes('fresh')");
    await page.evaluate(`for (const name of ["burst", "fresh"]) document.dispatchEvent(new Event(name))`);
    await line(page, "measured Fresh text 0").waitFor();
  }, { before: countListeners });

  test("confirm asks first, preventDefault keeps the document", async (page) => {
    page.once("dialog", (dialog) => dialog.dismiss());
    await button(page, "Remove").click();
    page.once("dialog", (dialog) => {
      strictEqual(dialog.message(), "Remove it?");
      return dialog.accept();
    });
    await button(page, "Remove").click();
    await line(page, "removed").waitFor();
    strictEqual(await line(page, "removed").count(), 1);
    // The first use loads what holds events back.
    await page.getByLabel("Search").fill("sno");
    await line(page, "search sno").waitFor();
    await page.getByLabel("Search").fill("snow");
    await page.getByLabel("Search").press("Enter");
    await line(page, "sent snow").waitFor();
    strictEqual(page.url().endsWith(path), true);
    // What was held back goes before the form that it belongs to.
    deepStrictEqual((await lines(page)).slice(-2), ["search snow", "sent snow"]);
  });

  test("a form asks first, over the socket and by post", async (page) => {
    let posts = 0;
    page.on("request", (request) => void (posts += request.method() === "POST" ? 1 : 0));
    const answer = (button: string, how: "accept" | "dismiss") => {
      page.once("dialog", (dialog) => dialog[how]());
      return page.getByRole("button", { name: button, exact: true }).click();
    };
    await answer("Drop", "dismiss");
    await answer("Drop", "accept");
    await line(page, "dropped").waitFor();
    strictEqual(await line(page, "dropped").count(), 1);
    await answer("Drop by post", "dismiss");
    await Promise.all([page.waitForEvent("load"), answer("Drop by post", "accept")]);
    strictEqual(posts, 1);
  });

  test("debounce sends the last event, throttle the first and the last", async (page) => {
    // In one go, so that no pause of this machine comes between two of them.
    await page.evaluate(`
      const field = document.querySelector("[name=q]");
      for (const value of ["s", "sn", "sno", "snow"]) {
        field.value = value;
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      }
    `);
    await line(page, "search snow").waitFor();
    deepStrictEqual((await lines(page)).filter((text) => text.startsWith("search")), ["search snow"]);
    await page.evaluate(`
      const [button] = [...document.querySelectorAll("button")].filter((b) => b.textContent === "Throttled");
      for (let click = 0; click < 20; click++) button.click();
    `);
    await line(page, "throttled").nth(1).waitFor();
    strictEqual(await line(page, "throttled").count(), 2);
  });

  test("a part that is used twice has its own pauses and its own clock", async (page) => {
    const [left, right] = [page.getByRole("region", { name: "Left" }), page.getByRole("region", { name: "Right" })];
    await page.evaluate(`
      const click = (side, name) =>
        [...document.querySelectorAll("[aria-label=" + side + "] button")].find((b) => b.textContent === name).click();
      click("Left", "Start");
      click("Right", "Start");
      click("Right", "Stop");
    `);
    await left.getByText(/^[2-9] s\s*$/).waitFor();
    // Stopped before it was hidden: its name is cancelled, the other's is not.
    strictEqual(await right.getByRole("status").textContent(), "0 s Started");
  });
}
