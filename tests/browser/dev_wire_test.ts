/** The wire as an author sees it under `rally dev`: in the console of a page, and at `/_rally/wire`. */
import axe from "axe-core";
import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import type { ConsoleMessage, Locator, Page } from "playwright-core";
import { devTest } from "./dev_harness.ts";
import { counterFiles } from "./dev_pages.ts";
import { startApp } from "./running_app.ts";
import { game, heroScore, plusButton, shows, signIn } from "./scoreboard.ts";

/** The rows of frames of a kind that are about something, the newest first. */
function rows(page: Page, kind: string, about: string): Locator {
  const named = page.getByRole("row").filter({ has: page.getByRole("button", { name: kind }) });
  return named.filter({ has: page.getByRole("cell", { name: about, exact: true }) });
}

/** Opens a frame and gives its value and its text. */
async function opened(frame: Locator) {
  await frame.getByRole("button").click();
  const texts = frame.locator("xpath=following-sibling::tr[1]").locator("pre");
  await texts.first().waitFor();
  const [decoded, raw] = await texts.allInnerTexts();
  return { decoded: JSON.parse(decoded), raw };
}

/** Waits for a line of the console. */
function line(page: Page, pattern: RegExp): Promise<ConsoleMessage> {
  return page.waitForEvent("console", { predicate: (message) => pattern.test(message.text()) });
}

devTest("a save is seen in the console and at /_rally/wire: input, output, latency, event, messages", async (world) => {
  const { open, visit } = world;
  const author = await visit("/");
  await signIn(author, game.path);
  const other = await visit(game.path);
  const wire = (await open("/_rally/wire")).page;
  await rows(wire, "topics set", "game/1").first().waitFor();

  const sent = line(author.page, /→ form sent %cadjust%c \/games\/:id · \d+ B/);
  const answered = line(author.page, /← answer %cadjust%c \/games\/:id · \d+ B · [\d.]+ ms · became adjusted/);
  const pushed = line(other.page, /← topic event %cgame\/1%c \/games\/:id · \d+ B · became pushed/);
  await plusButton(author.page, game.home).click();
  await shows(heroScore(other.page, game.home), game.homeScore + 1);
  const lines = await Promise.all([sent, answered, pushed]);
  deepStrictEqual(
    lines.map((message) => message.type()),
    ["debug", "debug", "debug"],
    "the app's own log stays readable",
  );
  const [input, output] = await Promise.all(lines.slice(0, 2).map((message) => message.args().at(-1)!.jsonValue()));
  deepStrictEqual(input.input, { side: "home", delta: "1" });
  strictEqual(output.output.home.score, game.homeScore + 1);

  const form = rows(wire, "form sent", "adjust");
  const answer = rows(wire, "answer", "adjust").filter({ hasText: "adjusted" });
  const event = rows(wire, "topic event", "game/1").filter({ hasText: "pushed" });
  await Promise.all([form, answer, event].map((each) => each.waitFor()));
  const latency = (await answer.getByRole("cell").nth(6).innerText()).trim();
  match(latency, /^[\d.]+ ms$/);
  strictEqual((await form.getByRole("cell").nth(6).innerText()).trim(), latency, "both tell how long it took");
  const { decoded, raw } = await opened(event);
  deepStrictEqual(decoded.event.game.home, {
    code: "TOR",
    name: game.home,
    slug: "toronto-tides",
    score: game.homeScore + 1,
  });
  match(raw, /^\["event","game\/1",/);
  deepStrictEqual((await opened(form)).decoded.input, { side: "home", delta: "1" });
  const [tab, otherTab] = await Promise.all([form, event].map((each) => each.locator(".tab").innerText()));
  ok(tab !== otherTab, "each tab has a name of its own");

  // Without a socket the same frames are posted.
  await author.page.routeWebSocket(/_rally\/socket\?line/, (socket) => socket.close());
  await author.go(game.path);
  const posted = line(author.page, /← answer %cadjust%c \/games\/:id · \d+ B · [\d.]+ ms · became adjusted/);
  await plusButton(author.page, game.home).click();
  await posted;
  await answer.nth(1).waitFor();
  ok(author.requests.some(({ path }) => path === "/_rally/frame"));
}, { template: "scoreboard" });

devTest(
  "a live event is told with its slot, its message and its patch; the list is filtered and paused",
  async (world) => {
    const { open, visit } = world;
    const wire = (await open("/_rally/wire")).page;
    await wire.getByText("Nothing has been sent yet.").waitFor();
    const { page } = await visit("/live");
    const patched = line(page, /← live patch %cclick%c \/live · \d+ B · [\d.]+ ms · became counted/);
    await page.getByRole("button", { name: "Count", exact: true }).click();
    await patched;
    const act = rows(wire, "live event", "click").filter({ hasText: "counted" });
    const patch = rows(wire, "live patch", "click").filter({ hasText: "counted" });
    const event = (await opened(act)).decoded;
    strictEqual(event.event.type, "click");
    ok(Number.isInteger(event.slot));
    strictEqual((await opened(patch)).decoded.patch.length, 2);

    const frames = wire.locator("tr.frame");
    await wire.getByRole("combobox", { name: "Kind", exact: true }).selectOption("live patch");
    await frames.nth(1).waitFor({ state: "detached" });
    strictEqual(await frames.count(), 1);
    await wire.getByRole("combobox", { name: "Page", exact: true }).selectOption("/live");
    await wire.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "Count", exact: true }).click();
    await wire.getByRole("button", { name: /Resume \(\d new\)/ }).waitFor();
    strictEqual(await frames.count(), 1);
    await wire.getByRole("button", { name: /Resume/ }).click();
    await frames.nth(1).waitFor();
    await wire.getByRole("button", { name: "Clear" }).click();
    await wire.getByText("Nothing has been sent yet.").waitFor();
  },
  { files: counterFiles },
);

devTest("the panel turns the console off and leads to the wire, which everybody can read", async ({ visit }) => {
  const { page } = await visit("/live");
  const printed: string[] = [];
  page.on("console", (message) => printed.push(message.text()));
  const logFrames = (pressed: boolean) => page.getByRole("button", { name: "Log frames", pressed });
  await page.keyboard.press("Alt+Shift+D");
  await logFrames(true).click();
  await logFrames(false).waitFor();
  const [wire] = await Promise.all([
    page.waitForEvent("popup"),
    page.getByRole("link", { name: "The wire" }).click(),
  ]);
  await page.getByRole("button", { name: "Count", exact: true }).click();
  await rows(wire, "live patch", "click").waitFor();
  for (const colorScheme of ["light", "dark"] as const) {
    await wire.emulateMedia({ colorScheme });
    await wire.evaluate(axe.source);
    const { violations } = await wire.evaluate("axe.run()") as axe.AxeResults;
    deepStrictEqual(violations.map(({ id }) => id), []);
  }
  await page.reload();
  await page.locator("html[data-rally=ready]").waitFor();
  await page.getByRole("button", { name: "Count", exact: true }).click();
  await page.getByText("Total: 1").waitFor();
  await rows(wire, "live patch", "click").nth(1).waitFor();
  // The next patch is printed after all that could have been printed before.
  await page.keyboard.press("Alt+Shift+D");
  await logFrames(false).click();
  const patched = line(page, /live patch/);
  await page.getByRole("button", { name: "Count", exact: true }).click();
  await patched;
  strictEqual(printed.filter((text) => text.includes("live patch")).length, 1);
}, { files: counterFiles });

Deno.test({
  name: "a built server has no page of the wire, and tells no frame",
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const app = await startApp({});
    try {
      const response = await fetch(`${app.origin}/_rally/wire`);
      strictEqual(response.status, 404);
      ok(!(await response.text()).includes("rally-wire"));
    } finally {
      await app.stop();
    }
  },
});
