/** What only the server can judge of a form is told while somebody types: nothing of it may depend on the page's mode. */
import { deepStrictEqual, strictEqual } from "node:assert";
import type { Locator, Page } from "playwright-core";
import { gatedSocket, held, hold, open, release } from "./gated_socket.ts";
import { browserTest, type World } from "./harness.ts";
import type { Visitor } from "./visitor.ts";

const path = "/lab/member";
const taken = "Toronto Tides";
const free = "Toronto Tigers";

/** One of the page's two forms. */
function formOf(page: Page, name: "Join" | "Enter") {
  const form = page.getByRole("form", { name });
  const field = (label: string): Locator => form.getByLabel(label, { exact: true });
  return {
    name: field("Name"),
    password: field("Password"),
    again: field("Again"),
    alert: (field: string) => form.locator(`[data-problem="${field}"]`),
    send: () => form.getByRole("button", { name }).click(),
    /** Goes into the form and waits until its checks have arrived. */
    async enter() {
      await field("Name").focus();
      await page.locator(`form[novalidate][aria-label=${name}]`).waitFor();
    },
  };
}

const asked = ({ frames }: Visitor) => frames.filter(({ kind }) => kind === "check").length;
const drawn = (page: Page) => page.evaluate("new Promise(requestAnimationFrame)");

async function typingScript({ visit }: World): Promise<void> {
  const visitor = await visit(path, { before: gatedSocket });
  const { page } = visitor;
  const { name, password, again, alert, send, enter } = formOf(page, "Join");
  await enter();

  // Nothing is asked of a field in which somebody is for the first time, and nothing that the browser knows.
  await name.fill(taken);
  strictEqual(asked(visitor), 0);
  await name.fill("T");
  await name.blur();
  await alert("name").getByText("Two letters at least").waitFor();
  strictEqual(asked(visitor), 0);

  // What the database says, although nothing else is filled in; of what was not touched nothing is said.
  await name.fill(taken);
  await alert("name").getByText("This name is taken").waitFor();
  strictEqual(await name.getAttribute("aria-invalid"), "true");
  strictEqual(await alert("password").isVisible(), false);
  strictEqual(await alert("again").isVisible(), false);
  strictEqual(asked(visitor), 1);
  await name.fill(free);
  await alert("name").waitFor({ state: "hidden" });
  strictEqual(await name.getAttribute("aria-invalid"), null);

  // A rule about two fields, whichever of them changes.
  await password.fill("hush");
  await again.fill("hus");
  await name.focus();
  await alert("again").getByText("Write the same twice").waitFor();
  await again.fill("hush");
  await alert("again").waitFor({ state: "hidden" });
  await password.fill("hush hush");
  await alert("again").getByText("Write the same twice").waitFor();
  await password.fill("hush");
  await alert("again").waitFor({ state: "hidden" });

  // The answer about an older state comes, while that about the newer one is still on its way.
  await hold(page, `([kind]) => kind === "ok"`);
  await name.fill(taken);
  await held(page, 1);
  await name.fill(free);
  await held(page, 2);
  await release(page, 1);
  await drawn(page);
  strictEqual(await alert("name").isVisible(), false);
  await name.fill(taken);
  await held(page, 2);
  await open(page);
  await alert("name").getByText("This name is taken").waitFor();

  // Sent nevertheless: the server says it again, once.
  await send();
  await alert("name").getByText(/^This name is taken$/).waitFor();
  await name.fill(free);
  await send();
  await page.getByRole("status").getByText(`Welcome ${free}`).waitFor();
  strictEqual(await name.inputValue(), "");
  await alert("name").waitFor({ state: "hidden" });
}

async function offlineScript({ visit }: World): Promise<void> {
  const visitor = await visit(path, { expects: [/WebSocket|ERR_CONNECTION|ERR_INTERNET|Failed to load resource/] });
  const { page } = visitor;
  const { name, alert, enter } = formOf(page, "Join");
  await enter();
  await name.fill(taken);
  await name.blur();
  await alert("name").getByText("This name is taken").waitFor();
  await page.context().setOffline(true);
  await page.locator("html[data-rally-connection=offline]").waitFor();
  const before = asked(visitor);
  // What was said before is about another name, and goes at once.
  await name.fill(free);
  strictEqual(await alert("name").isVisible(), false);
  await name.fill("T");
  await alert("name").getByText("Two letters at least").waitFor();
  strictEqual(asked(visitor), before);
}

/** A posted form answers with a new document: before that it is asked about, so that no password is lost. */
async function postedScript({ visit }: World): Promise<void> {
  const visitor = await visit(path, { before: gatedSocket });
  const { page, requests } = visitor;
  const posts = () => requests.filter(({ method }) => method === "POST").length;
  const { name, password, again, alert, send, enter } = formOf(page, "Enter");
  await enter();
  await name.fill(taken);
  await password.fill("hush hush");
  await again.fill("hush hush");
  await send();
  await alert("name").getByText("This name is taken").waitFor();
  strictEqual(await page.evaluate("document.activeElement.name"), "name");
  strictEqual(await password.inputValue(), "hush hush");
  await send();
  await alert("name").getByText("This name is taken").waitFor();
  strictEqual(posts(), 0);
  await name.fill(free);
  const loaded = page.waitForEvent("load");
  await send();
  await loaded;
  await visitor.ready();
  deepStrictEqual([posts(), await name.inputValue()], [1, ""]);
}

/** Nobody waits for an answer that does not come: the form is posted, and judged then. */
async function unansweredScript({ visit }: World): Promise<void> {
  const visitor = await visit(path, { before: gatedSocket, expects: [/422/] });
  const { page } = visitor;
  const { name, password, again, alert, send, enter } = formOf(page, "Enter");
  await enter();
  await name.fill(taken);
  await password.fill("hush hush");
  await again.fill("hush hush");
  await hold(page, `([kind]) => kind === "ok"`);
  const loaded = page.waitForEvent("load");
  await send();
  await loaded;
  await visitor.ready();
  await alert("name").getByText("This name is taken").waitFor();
  strictEqual(await password.inputValue(), "");
}

for (const mode of ["client", "live"] as const) {
  const options = { modes: { [path]: mode } };
  browserTest(
    `what only the server knows of a form is told while somebody types in ${mode} mode`,
    typingScript,
    options,
  );
  browserTest(`nothing is asked of a form without a connection in ${mode} mode`, offlineScript, options);
  browserTest(`a form is asked about before it is posted in ${mode} mode`, postedScript, options);
  browserTest(`a form whose question has no answer is posted in ${mode} mode`, unansweredScript, options);
}
