import { Buffer } from "node:buffer";
import { deepStrictEqual, match, strictEqual } from "node:assert";
import type { Page } from "playwright-core";
import { browserTest, type World } from "./harness.ts";

/** What a form answers with everything right. */
async function fillIn(page: Page): Promise<void> {
  await page.getByLabel("Name").fill("Ann");
  await page.getByLabel("Street", { exact: true }).fill("Main St 1");
  await page.getByLabel("Item 0").fill("Tea");
  await page.getByLabel("Count 0").fill("2");
  await page.getByLabel("Size l").check();
  await page.getByLabel("Speed").selectOption("fast");
  await page.getByLabel("Extras").selectOption(["bow", "box"]);
  await page.getByLabel("Gift").uncheck();
  await page.getByLabel("Password").fill("hush hush");
  await page.getByLabel("Terms").check();
}

const placed = {
  name: "Ann",
  address: { street: "Main St 1", city: "Bern" },
  items: [{ name: "Tea", count: 2 }],
  tags: ["new"],
  size: "l",
  speed: "fast",
  extras: ["bow", "box"],
  gift: false,
  terms: true,
  password: 9,
  serial: "undefined",
};

const place = (page: Page) => page.getByRole("button", { name: "Place" }).click();
const alert = (page: Page, name: string) => page.locator(`[data-problem="${name}"]`);
const focused = (page: Page) => page.evaluate("document.activeElement.name");

/** Waits until the form's checks have arrived. */
async function enter(page: Page): Promise<void> {
  await page.getByLabel("Name").focus();
  await page.locator("form[novalidate]").waitFor();
}

/** A form that is sent in the same moment in which it is first touched. */
async function hastyScript({ visit }: World): Promise<void> {
  const { page } = await visit("/lab/order");
  await page.evaluate("document.querySelector('form [type=submit]').click()");
  await alert(page, "items.0.name").getByText("What is it?").waitFor();
  await alert(page, "address.street").getByText("Where to?").waitFor();
}

/** A form before it is sent: nothing of this may depend on where the page's loop runs. */
async function checkedScript({ visit }: World): Promise<void> {
  const { page, frames } = await visit("/lab/order");
  const sent = () =>
    frames.filter(({ kind, content }) => kind === "form" || kind === "act" && isSubmit(content)).length;
  await enter(page);
  strictEqual(await page.getByLabel("Size m").isChecked(), true);
  deepStrictEqual(await page.getByLabel("Extras").inputValue(), "card");

  // Not while somebody types for the first time, but as soon as she has left the field; and from then on at every key.
  await page.getByLabel("Name").fill("A");
  strictEqual(await alert(page, "name").isVisible(), false);
  await page.getByLabel("Email").focus();
  await alert(page, "name").getByText("At least two letters").waitFor();
  strictEqual(await page.getByLabel("Name").getAttribute("aria-invalid"), "true");
  const described = await page.getByLabel("Name").getAttribute("aria-describedby");
  strictEqual(described, await alert(page, "name").getAttribute("id"));
  await page.getByLabel("Name").pressSequentially("n");
  await alert(page, "name").waitFor({ state: "hidden" });
  strictEqual(await page.getByLabel("Name").getAttribute("aria-invalid"), null);

  // The first problem of all gets the focus, and nothing is sent.
  await page.getByLabel("Email").fill("nobody");
  await place(page);
  await alert(page, "address.street").getByText("Where to?").waitFor();
  strictEqual(await focused(page), "email");
  await alert(page, "items.0.name").getByText("What is it?").waitFor();
  await alert(page, "password").getByText("Four letters at least").waitFor();
  await alert(page, "terms").getByText("Agree first").waitFor();
  strictEqual(sent(), 0);

  await page.getByLabel("Email").fill("");
  await page.getByRole("button", { name: "Another item" }).click();
  await page.getByLabel("Item 1").fill("Cup");
  await page.getByLabel("Count 1").fill("10");
  await place(page);
  await alert(page, "items.1.count").getByText("Too big: expected number to be <=9").waitFor();
  await page.getByLabel("Count 1").fill("3");
  await fillIn(page);

  // What only the server knows, it says; all that was typed stays.
  await page.getByLabel("Name").fill("Taken");
  await place(page);
  await alert(page, "name").getByText("This name is taken").waitFor();
  strictEqual(sent(), 1);
  strictEqual(await page.getByLabel("Name").inputValue(), "Taken");
  strictEqual(await page.getByLabel("Password").inputValue(), "hush hush");
  strictEqual(await page.getByLabel("Item 1").inputValue(), "Cup");
  strictEqual(await page.locator("select[name=extras] option:checked").count(), 2);
  // A refusal of the browser's comes in the place of the server's, of the same field too.
  await page.getByLabel("Name").fill("A");
  await place(page);
  await alert(page, "name").getByText(/^At least two letters$/).waitFor();
  strictEqual(await page.getByLabel("Name").getAttribute("aria-invalid"), "true");
  await page.locator(".message").waitFor({ state: "detached" });
  await page.getByLabel("Name").fill("Taken");
  await alert(page, "name").waitFor({ state: "hidden" });
  await place(page);
  await alert(page, "name").getByText("This name is taken").waitFor();
  strictEqual(sent(), 2);
  await page.getByLabel("Name").fill("Ann");
  // The view is drawn again while the refusal stands.
  await page.locator("samp", { hasText: "Ann" }).waitFor();
  strictEqual(await page.getByLabel("Street", { exact: true }).inputValue(), "Main St 1");
  await place(page);
  const status = page.getByRole("status");
  await status.waitFor();
  deepStrictEqual(JSON.parse(await status.innerText()), {
    ...placed,
    items: [{ name: "Tea", count: 2 }, { name: "Cup", count: 3 }],
  });
  strictEqual(sent(), 3);
  // Afterwards it is as it was in the beginning.
  await alert(page, "name").waitFor({ state: "hidden" });
  strictEqual(await page.getByLabel("Street", { exact: true }).inputValue(), "");
  strictEqual(await page.getByLabel("Name").inputValue(), "Nobody");

  // What the page said of the last answer goes when the next try is refused, here or there; the browser has said why.
  await place(page);
  await alert(page, "address.street").getByText("Where to?").waitFor();
  await status.waitFor({ state: "detached" });
  strictEqual(await page.locator(".message").count(), 0);
  await alert(page, "address.street").getByText("Where to?").waitFor();
  strictEqual(await focused(page), "address.street");
  await page.getByLabel("Street", { exact: true }).fill("Main St 1");
  await alert(page, "address.street").waitFor({ state: "hidden" });
  strictEqual(sent(), 3);
}

function isSubmit(frame: readonly unknown[]): boolean {
  return (frame[4] as { type?: string } | undefined)?.type === "submit";
}

/** The same page without JavaScript: the browser's own checks, then the server's. */
async function plainScript({ visit }: World): Promise<void> {
  const { page, requests } = await visit("/lab/order", { javaScript: false, expects: [/422/] });
  await place(page);
  strictEqual(await page.locator(":invalid:focus").getAttribute("name"), "address.street");
  strictEqual(requests.filter(({ method }) => method === "POST").length, 0);
  await fillIn(page);
  await page.getByLabel("Name").fill("Taken");
  await place(page);
  await alert(page, "name").getByText("This name is taken").waitFor();
  strictEqual(await page.getByLabel("Street", { exact: true }).inputValue(), "Main St 1");
  strictEqual(await page.getByLabel("Item 0").inputValue(), "Tea");
  strictEqual(await page.getByLabel("Size l").isChecked(), true);
  strictEqual(await page.getByLabel("Gift").isChecked(), false);
  strictEqual(await page.getByLabel("Password").inputValue(), "");
  match(await page.locator("select[name=extras]").innerHTML(), /value="bow" selected/);
  await page.getByLabel("Name").fill("Ann");
  await page.getByLabel("Password").fill("hush hush");
  await page.getByLabel("Email").fill("ann@example.com");
  const answer = page.waitForResponse((response) => response.request().method() === "POST");
  await place(page);
  strictEqual((await answer).status(), 303);
  await page.getByRole("heading", { name: "An order" }).waitFor();
}

/** With JavaScript, but refused as a document: the loop is told again, and typing goes on from there. */
async function refusedDocumentScript({ visit }: World): Promise<void> {
  const visitor = await visit("/lab/order", { expects: [/422/] });
  const { page } = visitor;
  await fillIn(page);
  await page.getByLabel("Name").fill("Taken");
  const loaded = page.waitForEvent("load");
  await page.evaluate("HTMLFormElement.prototype.submit.call(document.forms[0])");
  await loaded;
  await visitor.ready();
  await alert(page, "name").getByText("This name is taken").waitFor();
  await page.getByLabel("Item 0").fill("Coffee");
  await page.getByLabel("Name").fill("Ann");
  await page.locator("samp").getByText("Ann").waitFor();
  strictEqual(await page.getByLabel("Item 0").inputValue(), "Coffee");
  await page.getByLabel("Password").fill("hush hush");
  await place(page);
  const status = page.getByRole("status");
  await status.waitFor();
  deepStrictEqual(JSON.parse(await status.innerText()), { ...placed, items: [{ name: "Coffee", count: 2 }] });
}

/** A form with files is always posted by the browser. */
async function uploadScript({ visit }: World): Promise<void> {
  const { page, requests } = await visit("/lab/upload", { expects: [/422/] });
  const posts = () => requests.filter(({ method, type }) => method === "POST" && type === "document").length;
  await page.getByLabel("Title").focus();
  await page.locator("form[novalidate]").waitFor();
  await page.getByLabel("Title").fill("Tour");
  const file = (size: number, name: string, mimeType: string) => ({ name, mimeType, buffer: Buffer.alloc(size, "a") });
  await page.getByLabel("Photo").setInputFiles(file(300_001, "big.txt", "text/plain"));
  await page.getByRole("button", { name: "Send" }).click();
  await alert(page, "photo").getByText("At most 300 kB").waitFor();
  strictEqual(posts(), 0);
  await page.getByLabel("Photo").setInputFiles(file(200_000, "été.txt", "text/plain"));
  await page.getByLabel("Others").setInputFiles([file(10, "1", "a/b"), file(10, "2", "a/b")]);
  await page.getByRole("button", { name: "Send" }).dblclick();
  await page.getByText(`Saved Tour été.txt 200000 ${200_000 * 97 % 65_521} 2`).waitFor();
  strictEqual(posts(), 1);
}

async function plainUploadScript({ visit }: World): Promise<void> {
  const { page } = await visit("/lab/upload", { javaScript: false, expects: [/422/] });
  await page.getByLabel("Title").fill("Kept");
  await page.getByLabel("Photo").setInputFiles({
    name: "big.txt",
    mimeType: "text/plain",
    buffer: Buffer.alloc(300_001, "a"),
  });
  await page.getByRole("button", { name: "Send" }).click();
  await alert(page, "photo").getByText("At most 300 kB").waitFor();
  strictEqual(await page.getByLabel("Title").inputValue(), "Kept");
  await page.getByLabel("Photo").setInputFiles({ name: "a.txt", mimeType: "text/plain", buffer: Buffer.alloc(4, "a") });
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText("Saved Kept a.txt 4 388 0").waitFor();
}

for (const mode of ["client", "live"] as const) {
  const options = { modes: { "/lab/order": mode, "/lab/upload": mode } };
  browserTest(`a form is checked before it is sent in ${mode} mode`, checkedScript, options);
  browserTest(
    `what the browser refuses before the checks are here is told in their words in ${mode} mode`,
    hastyScript,
    options,
  );
  browserTest(`a form with rows and lists works without JavaScript in ${mode} mode`, plainScript, options);
  browserTest(`a form that was refused as a document goes on in ${mode} mode`, refusedDocumentScript, options);
  browserTest(`a form with files is checked, and posted once, in ${mode} mode`, uploadScript, options);
  browserTest(`a form with files works without JavaScript in ${mode} mode`, plainUploadScript, options);
}
