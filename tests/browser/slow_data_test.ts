import { deepStrictEqual, match, strictEqual } from "node:assert";
import { browserTest, type World } from "./harness.ts";
import { heading } from "./scoreboard.ts";
import type { Visitor } from "./visitor.ts";

/** Opens a document that is not whole yet: a test must not wait for its end. */
async function goSlow({ page, ready }: Visitor, path: string): Promise<void> {
  await page.goto(path, { waitUntil: "commit" });
  await ready();
}

/** What a reader sees of a slow page, wherever its loop runs. */
async function watchPart({ page }: Visitor): Promise<void> {
  await page.getByText("Waiting").waitFor();
  await page.getByRole("button", { name: "Count" }).click();
  await page.getByText("Clicked 1").waitFor();
  await page.getByRole("button", { name: "Open" }).click();
  await page.getByText("Here").waitFor();
  await page.getByText("Clicked 1").waitFor();
}

async function documentScript({ visit }: World): Promise<void> {
  const visitor = await visit("/");
  await goSlow(visitor, "/lab/slow?gate=document");
  await watchPart(visitor);
  await visitor.page.waitForLoadState("load");
  deepStrictEqual(visitor.frames.filter(({ kind }) => kind === "go" || kind === "later"), []);
  strictEqual(visitor.requests.filter(({ type }) => type === "document").length, 2);
}

async function navigationScript({ visit }: World): Promise<void> {
  const visitor = await visit("/lab/link?to=/lab/slow?gate=navigation");
  await visitor.page.getByRole("link", { name: "First link" }).click();
  await heading(visitor.page, "A slow part").waitFor();
  await watchPart(visitor);
  strictEqual(visitor.requests.filter(({ type }) => type === "document").length, 1);
}

async function plainScript({ visit }: World): Promise<void> {
  const [ada, plain] = [await visit("/"), await visit("/", { javaScript: false })];
  const slow = plain.page.goto("/lab/slow?gate=plain", { waitUntil: "commit" });
  await goSlow(ada, "/lab/slow?gate=plain");
  await slow;
  await ada.page.getByRole("button", { name: "Open" }).click();
  await plain.page.getByText("Here").waitFor();
  match(plain.page.url(), /\/lab\/slow\?gate=plain&_wait=1$/);
}

for (const mode of ["client", "live"] as const) {
  const options = { modes: { "/lab/slow": mode } };
  browserTest(`a document runs before its slow part has come in ${mode} mode`, documentScript, options);
  browserTest(`a navigation shows the page before its slow part has come in ${mode} mode`, navigationScript, options);
  browserTest(`without JavaScript the document waits for its slow part in ${mode} mode`, plainScript, options);
}

browserTest("the document of a slow part is painted and runs while it is still loading", async ({ visit }) => {
  const visitor = await visit("/");
  await goSlow(visitor, "/lab/slow?gate=paint");
  await visitor.page.getByText("Waiting").waitFor();
  strictEqual(await visitor.page.evaluate("document.readyState"), "loading");
  await visitor.page.evaluate(`new Promise((done) =>
    new PerformanceObserver(done).observe({ type: "paint", buffered: true }))`);
  await visitor.page.getByRole("button", { name: "Open" }).click();
  await visitor.page.waitForLoadState("load");
  await visitor.page.getByText("Here").waitFor();
});

for (
  const [way, path] of [["document", "/lab/slow?gate=broken"], ["navigation", "/lab/link?to=/lab/slow?gate=broken"]]
) {
  browserTest(`a page that fails on its slow part after a ${way} becomes the error page`, async ({ app, visit }) => {
    const visitor = await visit("/");
    const { page } = visitor;
    await goSlow(visitor, path);
    if (way === "navigation") await page.getByRole("link", { name: "First link" }).click();
    await page.getByText("Waiting").waitFor();
    await page.getByRole("button", { name: "Open" }).click();
    await heading(page, "Stoppage in play").waitFor();
    const trace = await page.getByText(/^Trace id: /).innerText();
    match(app.log(), new RegExp(`\\[${trace.replace("Trace id: ", "")}\\] page /lab/slow: Error: No title for this`));
    // The tab goes on: with another page, and with this one, whose part is there by now and fails it again.
    await page.getByRole("link", { name: "All games" }).click();
    await heading(page, "Games").waitFor();
    await page.goBack();
    await heading(page, "Stoppage in play").waitFor();
  });
}

browserTest("a slow part that was lost with the connection is asked for again", async ({ app, visit }) => {
  const visitor = await visit("/lab/link?to=/lab/slow?gate=lost", {
    expects: [/WebSocket|ERR_CONNECTION|Failed to load/],
  });
  await visitor.page.getByRole("link", { name: "First link" }).click();
  await visitor.page.getByText("Waiting").waitFor();
  await app.kill();
  await app.start();
  // The gate was in the memory of the server that is gone: the part is read anew.
  await visitor.page.getByRole("button", { name: "Open" }).click();
  await visitor.page.getByText("Here").waitFor();
});
