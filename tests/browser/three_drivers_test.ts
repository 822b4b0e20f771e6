/** One script, four ways: with its page in client mode and with every page live, without a browser and in Chromium. */
import { ok, refuse } from "@rally/rally";
import { type PagePart, type TestApp, testApp, testPage, type VisitOptions } from "@rally/rally/testing";
import { deepStrictEqual, rejects, strictEqual } from "node:assert";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { launched } from "./harness.ts";
import { builtApp } from "./running_app.ts";

type Script = (app: TestApp, options: VisitOptions) => Promise<void>;

const goal = "Add one goal for Toronto Tides";

async function scores(app: TestApp, options: VisitOptions): Promise<void> {
  const [ada, fan] = [await app.visit("/sign_in?return_to=/games/1", options), await app.visit("/games/1", options)];
  await ada.click("button", /Ada Keeper/);
  strictEqual(ada.path, "/games/1");
  await fan.gone("button", goal);
  await ada.click("button", goal);
  for (const page of [ada, fan]) strictEqual(await page.title(), "MTL 2 – 5 TOR");
  await fan.see("Toronto Tides score: MTL 2, TOR 5");
  await fan.click("link", "Toronto Tides");
  strictEqual(fan.path, "/teams/toronto-tides");
  strictEqual((await fan.find("heading", "Toronto Tides", { level: 1 })).text, "Toronto Tides");
  await fan.back();
  await ada.click("button", goal);
  strictEqual(await fan.title(), "MTL 2 – 6 TOR");
  await ada.click("button", "Sign out");
  await ada.gone("button", goal);
}

async function forms(app: TestApp, options: VisitOptions): Promise<void> {
  await formSteps(await app.visit("/lab/form", options));
}

async function formSteps(page: PagePart): Promise<void> {
  await page.fill("Name", "Al");
  await page.fill("Age", "x");
  await page.click("button", "Save");
  deepStrictEqual((await page.findAll("alert")).map(({ text }) => text), ["At least three letters", "A whole number"]);
  strictEqual((await page.find("textbox", "Name")).value, "Al");
  await page.fill("Name", "Alice");
  await page.fill("Age", "33");
  await page.press("Age", "Enter");
  await page.find("status", "Saved Alice, 33");
  await page.gone("alert");
  await rejects(page.find("button", "Savé"), /Cannot find button "Savé"/);
}

async function timers(app: TestApp, options: VisitOptions): Promise<void> {
  const page = await app.visit("/lab/timer", options);
  await page.click("button", "Set");
  await app.advance(59_000);
  await page.find("status", "Rung 0, low");
  await app.advance(1_000);
  await page.find("status", "Rung 1, low");
  await page.select("Level", "High");
  await page.check("Quiet");
  await page.find("status", "Rung 1, high, quiet");
  await page.uncheck("Quiet");
  await page.find("status", "Rung 1, high");
  strictEqual(await page.cookie("level"), "high");
  strictEqual((await page.find("combobox", "Level")).value, "high");
}

async function sessions(app: TestApp, options: VisitOptions): Promise<void> {
  const ada = await app.visit("/games/1", { ...options, userId: "ada" });
  await ada.within("group", "Theme").click("button", "Dark");
  await ada.find("button", "Dark", { pressed: true });
  strictEqual(await ada.cookie("theme"), "dark");
}

async function layouts(app: TestApp, options: VisitOptions): Promise<void> {
  const page = await app.visit("/lab/nested/tor/eve", options);
  for (const name of ["Team", "Tabs", "Page"]) await page.click("button", `${name} 0`);
  await page.click("link", "Ann/Bo of TOR");
  await page.see("Player ann/bo");
  for (const name of ["Team 1", "Tabs 1", "Page 0"]) await page.find("button", name);
  await page.click("link", "Standings");
  await page.find("heading", "Standings");
  await page.gone("button", /^Team/);
  await page.back();
  await page.see("Player ann/bo");
  for (const name of ["Team 0", "Tabs 0", "Page 0"]) await page.click("button", name);
  for (const name of ["Team 1", "Tabs 1", "Page 1"]) await page.find("button", name);
}

/** A layout without a loop, drawn again around the page that runs in it. */
async function staticLayout(app: TestApp, options: VisitOptions): Promise<void> {
  const page = await app.visit("/lab/shelf", options);
  await page.see("Marked: none");
  await page.click("button", "Counted 0");
  await page.click("link", "Blue");
  await page.see("Marked: blue");
  // In client mode the counter has gone on; a live page is joined anew when its query changes.
  await page.click("button", /^Counted [02]$/);
  await page.find("button", /^Counted [13]$/);
}

/** Of the document, also when a link has led to one. */
async function statuses(app: TestApp, options: VisitOptions): Promise<void> {
  const page = await app.visit("/lab/link?to=/nowhere", options);
  strictEqual(page.status, 200);
  await page.click("link", "First link");
  await page.find("heading", "Off the board");
  strictEqual(page.status, 404);
  strictEqual((await app.visit("/nowhere", { ...options, status: 404 })).status, 404);
  await rejects(app.visit("/nowhere", options), /Cannot visit \/nowhere: got status 404 at \/nowhere, expected 200/);
}

/** A save of a client page waits for the network; a live page begins anew when it is back. */
async function network(app: TestApp, options: VisitOptions): Promise<void> {
  const page = await app.visit("/lab/connection", options);
  const saved = async () => (await page.within("list", "Saved").findAll("listitem")).length;
  const before = await saved();
  await page.find("status", "online, 0 waiting");
  await page.offline();
  const isTold = await page.findAll("status", "offline, 0 waiting");
  if (isTold.length > 0) {
    await page.click("button", "Save");
    await page.find("status", "offline, 1 waiting");
  }
  await page.online();
  await page.find("status", "online, 0 waiting");
  if (isTold.length === 0) await page.click("button", "Save");
  await page.see("Asked 1");
  strictEqual(await saved(), before + 1);
}

/** The page says how many of its rows were drawn since it was asked last. */
async function lazyParts(app: TestApp, options: VisitOptions): Promise<void> {
  const page = await app.visit("/lab/lazy", options);
  let changes = 0;
  const drawnAfter = async (button: string, drawn: number) => {
    await page.click("button", button);
    // What is asked in the same frame would be answered before it is drawn.
    await page.find("status", new RegExp(`^${++changes} changes`));
    await page.click("button", "Ask");
    await page.find("status", `${changes} changes, drawn ${drawn}`);
  };
  await page.click("button", "Ask");
  await drawnAfter("Row 2: 0", 1);
  await drawnAfter("Turn", 0);
  await drawnAfter("Row 1: 0", 1);
  await drawnAfter("Copy", 0);
  await drawnAfter("Add", 1);
  await drawnAfter("Take", 0);
  // All have been moved, and skipped again and again; each still sends its own message.
  for (const row of [1, 3, 4, 5]) await drawnAfter(`Row ${row}: ${row === 1 ? 1 : 0}`, 1);
  const shown = (await page.within("list").findAll("button")).map(({ text }) => text);
  deepStrictEqual(shown, ["Row 5: 1", "Row 4: 1", "Row 3: 1", "Row 1: 2"]);
  // The other way to write the list shows the same.
  await drawnAfter("Swap", 0);
  await drawnAfter("Turn", 0);
  await drawnAfter("Row 5: 1", 1);
  await drawnAfter("Copy", 0);
  await drawnAfter("Swap", 0);
}

interface Played {
  readonly path: string;
  readonly run: Script;
  /** A page that counts its drawings cannot be drawn once more to be compared. */
  readonly compare?: boolean;
}

const scripts: Readonly<Record<string, Played>> = {
  "a goal reaches the other page": { path: "/games/:id", run: scores },
  "a form is refused and saved": { path: "/lab/form", run: forms },
  "time is moved, fields are used": { path: "/lab/timer", run: timers },
  "nested layouts keep their models": { path: "/lab/nested/:team/:player", run: layouts },
  "a static layout follows its page": { path: "/lab/shelf", run: staticLayout },
  "lazy draws nothing that has not changed, and its handlers still work": {
    path: "/lab/lazy",
    run: lazyParts,
    compare: false,
  },
  "the network goes and comes back": { path: "/lab/connection", run: network },
  "the status is told": { path: "/lab/link", run: statuses },
  "a session is given": { path: "/games/:id", run: sessions },
};

for (const [name, { path, run, compare }] of Object.entries(scripts)) {
  for (const mode of ["client", "live"] as const) {
    for (const driver of ["no browser", "Chromium"] as const) {
      // Playwright keeps its pipe to the browser and timers of its own open between tests.
      Deno.test({
        name: `${name} (${mode}, ${driver})`,
        sanitizeOps: false,
        sanitizeResources: false,
        async fn() {
          const root = await builtApp("scoreboard");
          const { app: table } = await import(pathToFileURL(join(root, "generated", "app.ts")).href);
          const browser = driver === "Chromium" ? await launched() : undefined;
          const modes = mode === "live" ? mode : { [path]: mode };
          await using app = testApp(table, { root, seeds: true, modes, compare });
          await run(app, { browser });
        },
      });
    }
  }
}

Deno.test("a form is refused and saved (pure)", async () => {
  const root = await builtApp("scoreboard");
  const { app: { pages } } = await import(pathToFileURL(join(root, "generated", "app.ts")).href);
  const { module } = pages.find(({ path }: { path: string }) => path === "/lab/form");
  const page = testPage(module, { query: { note: "none" } });
  await formSteps(
    await page.visit((_action, input) => {
      const { name, age } = input as Readonly<Record<string, string>>;
      if (name !== "Al") return ok({ name, age: Number(age) });
      return refuse.invalid({ name: ["At least three letters"], age: ["A whole number"] });
    }),
  );
});
