import { deepStrictEqual, strictEqual } from "node:assert";
import { browserTest } from "./harness.ts";
import { heading } from "./scoreboard.ts";

const awkward = "/lab/docs/gr%C3%B6%C3%9Fe/a%2Fb/100%20%25?words=%C3%A4%20%26%20%C3%B6&words=%2B";

browserTest("routes give the same page by a link as by the address bar, whatever its characters", async ({ visit }) => {
  const { page, go, requests } = await visit("/lab/docs/how");
  await page.getByRole("link", { name: "Awkward" }).click();
  await heading(page, "Docs größe | a/b | 100 %").waitFor();
  await page.getByText("At 1, words ä & ö and +").waitFor();
  // A default has no place in an address.
  strictEqual(new URL(page.url()).pathname + new URL(page.url()).search, awkward);
  strictEqual(requests.filter(({ type }) => type === "document").length, 1);

  strictEqual((await go(awkward))?.status(), 200);
  await heading(page, "Docs größe | a/b | 100 %").waitFor();
  await page.getByText("At 1, words ä & ö and +").waitFor();
  await page.getByRole("link", { name: "Next" }).click();
  await page.getByText("At 2, words").waitFor();
  strictEqual(new URL(page.url()).search, "?at=2");
});

browserTest("routes prefer static parts, and groups are no part of an address", async ({ visit }) => {
  const { page } = await visit("/lab/docs/old");
  await heading(page, "Docs old").waitFor();
  await page.getByRole("link", { name: "New", exact: true }).click();
  await heading(page, "A new document").waitFor();
  strictEqual(new URL(page.url()).pathname, "/lab/docs/new");
});

browserTest("routes that do not exist show the nearest page for that, with its status", async ({ visit }) => {
  const { page, go } = await visit("/", { expects: [/404|400/] });
  const expected: readonly [path: string, status: number, heading: RegExp][] = [
    ["/lab/docs", 404, /^No such document/],
    ["/LAB/docs/how", 404, /Off the board/],
    ["/games/03", 404, /Off the board/],
    ["/lab/docs/how?at=1e3", 400, /./],
  ];
  for (const [path, status, name] of expected) {
    const response = await go(path);
    strictEqual(response?.status(), status, path);
    await heading(page, name).waitFor();
  }
  // A slash at the end leads to the page without it.
  const response = await go("/games/?team=TOR");
  deepStrictEqual([response?.status(), new URL(page.url()).pathname], [200, "/games"]);
});
