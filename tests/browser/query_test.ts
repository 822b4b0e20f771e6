import { strictEqual } from "node:assert";
import { browserTest, type World } from "./harness.ts";
import { heading, titled } from "./scoreboard.ts";

/** What a reader sees who turns from one query of a page to another, wherever its loop runs. */
async function queryScript({ visit }: World): Promise<void> {
  const visitor = await visit("/lab/query");
  const { page } = visitor;
  await page.getByRole("button", { name: "Count" }).click();
  await page.getByText("Clicked 1").waitFor();
  await page.getByLabel("Note").fill("half a sentence");
  await page.getByRole("link", { name: "Second tab" }).click();
  await heading(page, "Tab second").waitFor();
  await titled(page, "Tab second");
  await page.getByText("Clicked 1").waitFor();
  await page.getByRole("button", { name: "Count" }).click();
  await page.getByText("Clicked 2").waitFor();
  await page.goBack();
  await heading(page, "Tab first").waitFor();
  await page.getByText("Clicked 2").waitFor();
  strictEqual(await page.getByLabel("Note").inputValue(), "half a sentence");
  strictEqual(visitor.requests.filter(({ type }) => type === "document").length, 1);
}

for (const mode of ["client", "live"] as const) {
  browserTest(`another query of a page keeps its model in ${mode} mode`, queryScript, {
    modes: { "/lab/query": mode },
  });
}

/** Answers the first `join` as a server does whose rate it is over, or on which it has failed. */
const refusedJoin = (refusal: object) => `
  const { send } = WebSocket.prototype;
  let refused = 0;
  WebSocket.prototype.send = function (text) {
    const [kind, id] = JSON.parse(text);
    if (kind !== "join" || refused++) return send.call(this, text);
    const data = JSON.stringify(["no", id, ${JSON.stringify(refusal)}]);
    this.onmessage(new MessageEvent("message", { data }));
  };
`;

browserTest(
  "a live page whose join is over the rate joins again, and what was clicked meanwhile counts",
  async ({ visit }) => {
    const { page } = await visit("/lab/query?tab=second", {
      before: refusedJoin({ ok: false, kind: "rate_limited", message: "That was too often." }),
    });
    await page.getByRole("button", { name: "Count" }).click();
    await page.getByText("Clicked 1").waitFor();
    await heading(page, "Tab second").waitFor();
  },
  { modes: { "/lab/query": "live" } },
);

browserTest("a live page whose join has failed says so with its trace id", async ({ visit }) => {
  const { page } = await visit("/lab/query", {
    before: refusedJoin({ ok: false, kind: "failed", message: "Something went wrong.", traceId: "a1b2" }),
  });
  await page.getByRole("alert").getByText("Load the page again. (Trace id: a1b2)").waitFor();
}, { modes: { "/lab/query": "live" } });

browserTest(
  "a live page without a socket shows another query of itself, and runs when there is one",
  async ({ visit }) => {
    const { page } = await visit("/lab/query", {
      before: `
      const Real = WebSocket;
      let late = { close() {} };
      globalThis.openSocket = () => { globalThis.WebSocket = Real; late.onclose({ code: 1006 }); };
      globalThis.WebSocket = function () { return late; };
    `,
    });
    await page.getByRole("link", { name: "Second tab" }).click();
    await heading(page, "Tab second").waitFor();
    await page.evaluate("openSocket()");
    await page.getByRole("button", { name: "Count" }).click();
    await page.getByText("Clicked 1").waitFor();
    await heading(page, "Tab second").waitFor();
  },
  { modes: { "/lab/query": "live" } },
);
