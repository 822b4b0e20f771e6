import { deepStrictEqual, strictEqual } from "node:assert";
import { browserTest } from "./harness.ts";
import { game, heading } from "./scoreboard.ts";

// The document is "interactive" when its last node is parsed, and only then are its scripts run.
const markEveryNode = `
  document.addEventListener("readystatechange", () => {
    if (document.readyState !== "interactive") return;
    for (const element of document.body.querySelectorAll("*")) element.serverMade = true;
  });
`;

for (const path of ["/games", "/standings", game.path, "/teams/toronto-tides", "/sign_in"]) {
  browserTest(`hydration of ${path} keeps the server's DOM and asks for no data`, async ({ visit }) => {
    const { page, frames, frame, requests } = await visit(path, { before: markEveryNode });
    if (path !== "/sign_in") await frame("client", "topics");
    // A click that only a running page answers.
    await page.getByRole("button", { name: "Dark" }).click();
    await page.getByRole("button", { name: "Dark", pressed: true }).waitFor();

    const foreign = "[...document.body.querySelectorAll('*')].filter((e) => !e.serverMade).map((e) => e.outerHTML)";
    deepStrictEqual(await page.evaluate(foreign), []);
    deepStrictEqual(frames.filter(({ kind }) => ["go", "join", "call"].includes(kind)), []);
    strictEqual(requests.filter(({ type }) => type === "fetch" || type === "xhr").length, 0);
    strictEqual(requests.filter(({ type }) => type === "document").length, 1);
  });
}

browserTest("hydration makes links client navigation", async ({ visit }) => {
  const { page, requests } = await visit("/games");
  await page.getByRole("button", { name: "Dark" }).click();
  await page.getByRole("link", { name: "Standings" }).click();
  await heading(page, "Standings").waitFor();
  strictEqual(requests.filter(({ type }) => type === "document").length, 1);
});
