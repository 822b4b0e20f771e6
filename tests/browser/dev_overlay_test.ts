import { match, strictEqual } from "node:assert";
import type { Page } from "playwright-core";
import { devTest } from "./dev_harness.ts";
import { counterFiles } from "./dev_pages.ts";

const index = "app/pages/index.tsx";
const migration = "db/migrations/001_guests.sql";
const quiet = { expects: [/./] };

/** The overlay with this text in it. */
const overlay = (page: Page, text: string | RegExp) =>
  page.getByRole("alertdialog", { name: "Problems" }).filter({ hasText: text });

async function requireNoOverlay(page: Page): Promise<void> {
  await page.getByRole("alertdialog", { name: "Problems" }).waitFor({ state: "detached" });
}

devTest("a syntax error is shown with its line, and goes away when it is mended", async ({ visit, edit }) => {
  const { page } = await visit("/");
  await page.getByRole("button", { name: "One more" }).click();
  edit(index, "return [{ ...model, count:", "return [{ ...model,, count:");
  const shown = overlay(page, /app\/pages\/index\.tsx:\d+:\d+/);
  await shown.waitFor();
  match(await shown.locator("pre.frame").innerText(), /return \[\{ \.\.\.model,, count[^\n]*\n +\^/);
  strictEqual(
    (await shown.getByRole("link").first().getAttribute("href"))?.replace(/^vscode:\/\/file\/.*\/app\/app/, "EDITOR"),
    (await shown.getByRole("link").first().innerText()).replace(/^app/, "EDITOR"),
  );
  edit(index, "model,, count:", "model, count:");
  await requireNoOverlay(page);
  strictEqual(await page.locator("output").textContent(), "1", "the model is still there");
});

devTest(
  "mistakes of contracts, routes, SQL and the browser boundary are shown",
  async ({ visit, read, write, remove, edit }) => {
    const { page } = await visit("/", quiet);
    const before = read(index);
    const cases: [path: string, text: string, shown: RegExp][] = [
      [index, before.replace('page("/"', 'page("/elsewhere"'), /app\/pages\/index\.tsx:\d+:\d+[^]*elsewhere/],
      ["app/pages/sql/broken.sql", "SELECT missing FROM guests;\n", /app\/pages\/sql\/broken\.sql:1:8[^]*missing/],
      [
        "app/pages/about.tsx",
        "export const view = () => null;\nexport const veiw = 1;\n",
        /app\/pages\/about\.tsx:2:\d+[^]*veiw/,
      ],
      [
        index,
        before.replace("export function view(", "export const secret = () => Deno.env.get('A');\nexport function view(")
          .replace("Hello from Rally", "{secret()}"),
        /app\/pages\/index\.tsx:\d+/,
      ],
      [
        index,
        before.replace("Hello from Rally", "{Deno.pid}"),
        /Browser code reaches server code[^]*app\/pages\/index\.tsx:57:12/,
      ],
    ];
    for (const [path, text, shown] of cases) {
      const old = path === index ? before : undefined;
      write(path, text);
      await overlay(page, shown).waitFor();
      if (old === undefined) remove(path);
      else write(path, old);
      await requireNoOverlay(page);
    }
    edit(index, "Hello from Rally", "Still here");
    await page.getByRole("heading", { name: "Still here" }).waitFor();
  },
);

devTest(
  "what update throws is shown with its message, and the page goes on after it is mended",
  async ({ visit, edit }) => {
    const { page } = await visit("/counter", quiet);
    await page.getByRole("button", { name: "Count" }).click();
    await page.getByText("Total: 1").waitFor();
    edit(
      "app/pages/counter.tsx",
      "return [{ ...model, count: model.count + 1 }, none];",
      "throw new Error('Out of numbers');",
    );
    edit("app/pages/counter.tsx", "<h1>Counter", "<h1>Broken");
    await page.getByRole("heading", { name: "Broken" }).waitFor();
    await page.getByRole("button", { name: "Count" }).click();
    const shown = overlay(page, "update of app/pages/counter.tsx");
    await shown.getByText("Error: Out of numbers", { exact: true }).waitFor();
    match(await shown.innerText(), /app\/pages\/counter\.tsx:1\d:\d+/);
    match(await shown.locator("pre.frame").innerText(), /throw new Error\('Out of numbers'\)/);
    match(await shown.innerText(), /Caused by[^]*\{"type":"counted"\}/i);
    await page.getByText("Total: 1").waitFor();
    edit(
      "app/pages/counter.tsx",
      "throw new Error('Out of numbers');",
      "return [{ ...model, count: model.count + 2 }, none];",
    );
    await requireNoOverlay(page);
    await page.getByRole("button", { name: "Count" }).click();
    await page.getByText("Total: 3").waitFor();
  },
  { files: counterFiles },
);

devTest("what a view or a component throws is shown, and the last good view stays", async ({ visit, edit }) => {
  const { page } = await visit("/counter", quiet);
  await page.getByRole("button", { name: "Count" }).click();
  await page.getByText("Total: 1").waitFor();
  edit("app/counting.tsx", "return (", "if (count > 0) throw new Error('No total');\n  return (");
  await overlay(page, "No total").waitFor();
  match(await overlay(page, "No total").innerText(), /app\/counting\.tsx:4:\d+/);
  edit("app/counting.tsx", "if (count > 0) throw new Error('No total');", "");
  await requireNoOverlay(page);
  await page.getByText("Total: 1").waitFor();
  edit(
    "app/pages/counter.tsx",
    "return (\n    <div>",
    "if (model.count > 1) throw new Error('No view');\n  return (\n    <div>",
  );
  edit("app/pages/counter.tsx", "<h1>Counter", "<h1>Throws later");
  await page.getByRole("heading", { name: "Throws later" }).waitFor();
  await page.getByRole("button", { name: "Count" }).click();
  await overlay(page, "No view").waitFor();
  await page.getByText("Total: 1").waitFor();
  edit("app/pages/counter.tsx", "if (model.count > 1) throw new Error('No view');", "");
  await page.getByText("Total: 2").waitFor();
  await requireNoOverlay(page);
}, { files: counterFiles });

devTest("errors of load and of handlers are shown, and Esc closes the overlay", async ({ visit, edit }) => {
  const { page } = await visit("/", quiet);
  edit(index, "await addGuest(db, { name });", "throw new Error('No ink');");
  await page.getByRole("heading", { name: "Hello from Rally" }).waitFor();
  edit(index, "Hello from Rally", "Hello without ink");
  await page.getByRole("heading", { name: "Hello without ink" }).waitFor();
  await page.getByLabel("Your name").fill("Edith");
  await page.getByRole("button", { name: "Sign" }).click();
  await overlay(page, "No ink").waitFor();
  match(await overlay(page, "No ink").innerText(), /app\/pages\/index\.tsx:\d+:\d+[^]*throw new Error\('No ink'\)/);
  await page.keyboard.press("Escape");
  await requireNoOverlay(page);
  edit(index, "guests: await latestGuests(db) }", "guests: await latestGuests(null as never) }");
  const query = overlay(page, /page \/[^]*app\/pages\/index\.tsx:\d+:\d+/);
  await query.waitFor();
  match(await query.locator("pre.frame").innerText(), /latestGuests\(null as never\)[^\n]*\n +\^/);
  edit(index, "latestGuests(null as never) }", "latestGuests(db) }");
  await page.getByRole("heading", { name: "Hello without ink" }).waitFor();
  await requireNoOverlay(page);
});

const throwing = "<h1>{(model as never as { a: { b: string } }).a.b}";

devTest("a page that fails when it is opened is loaded again when its view is mended", async ({ open, edit }) => {
  const { page, ready } = await open("/counter", quiet);
  await overlay(page, /page \/counter/).waitFor();
  edit("app/pages/counter.tsx", throwing, "<h1>Counter");
  await page.getByRole("heading", { name: "Counter" }).waitFor();
  await requireNoOverlay(page);
  await ready();
  await page.getByRole("button", { name: "Count" }).click();
  await page.getByText("Total: 1").waitFor();
}, { files: counterFiles, edits: [["app/pages/counter.tsx", "<h1>Counter", throwing]] });

devTest("what init and update return wrongly, and a changed model, are told with a remedy", async ({ visit, edit }) => {
  const { page } = await visit("/counter", quiet);
  const good = "return [{ ...model, count: model.count + 1 }, none];";
  edit("app/pages/counter.tsx", good, "return { count: model.count + 1 } as never;");
  edit("app/pages/counter.tsx", "<h1>Counter", "<h1>Returns a model");
  await page.getByRole("heading", { name: "Returns a model" }).waitFor();
  await page.getByRole("button", { name: "Count" }).click();
  const told = /The value of update in app\/pages\/counter\.tsx is wrong[^]*Got: \{"count":1\}[^]*\[model, none\]/;
  await overlay(page, told).waitFor();
  edit("app/pages/counter.tsx", "return { count: model.count + 1 } as never;", `model.count++; ${good}`);
  await requireNoOverlay(page);
  await page.getByRole("button", { name: "Count" }).click();
  const changed = overlay(page, /Cannot change the model in update of app\/pages\/counter\.tsx[^]*let update return/);
  await changed.waitFor();
  match(await changed.locator("pre.frame").innerText(), /model\.count\+\+/);
}, { files: counterFiles });

devTest("what a live page throws is shown, and it starts anew when it is mended", async ({ visit, read, write }) => {
  const { page, frame } = await visit("/live", quiet);
  await frame("client", "join");
  const file = "app/pages/live.tsx";
  const before = read(file);
  const good = "return [{ ...model, count: model.count + 1 }, none];";
  write(file, before.replace(good, "throw new Error('Out of numbers');").replace("<h1>Counter", "<h1>Broken"));
  await page.getByRole("heading", { name: "Broken" }).waitFor();
  await page.getByRole("button", { name: "Count" }).click();
  await overlay(page, /live page \/live[^]*Out of numbers[^]*app\/pages\/live\.tsx:1\d:\d+/).waitFor();
  write(file, before);
  await page.getByText("app/pages/live.tsx started anew after its failure").waitFor();
  await requireNoOverlay(page);
  await page.getByRole("button", { name: "Count" }).click();
  await page.getByText("Total: 1").waitFor();
}, { files: counterFiles });

devTest("type errors wait in a badge and do not stop the app", async ({ visit, edit, dev }) => {
  const { page } = await visit("/");
  edit(index, "{ ...model, count: model.count + msg.by }", "{ ...model, count: model.count + msg.bye }");
  await dev.waitFor(
    /app\/pages\/index\.tsx:\d+:\d+: Property 'bye' does not exist[^]*1 type error; the app runs meanwhile/,
  );
  await page.getByRole("button", { name: "1 type error" }).click();
  await overlay(page, "Property 'bye' does not exist").waitFor();
  match(await overlay(page, "bye").innerText(), /app\/pages\/index\.tsx:\d+:\d+/);
  edit(index, "msg.bye", "msg.by");
  await dev.waitFor(/No type errors/);
  await requireNoOverlay(page);
});

/** Mistakes that an app has before `dev` is started, with what the overlay shows and what mends them. */
const firstMistakes: readonly (readonly [name: string, path: string, good: string, bad: string, shown: RegExp])[] = [
  [
    "a syntax error",
    index,
    "return [{ ...model, count:",
    "return [{ ...model,, count:",
    /app\/pages\/index\.tsx:\d+:\d+/,
  ],
  ["a wrong contract", index, 'page("/"', 'page("/elsewhere"', /app\/pages\/index\.tsx:\d+:\d+[^]*elsewhere[^]*hint: /],
  ["a failed migration", migration, "CREATE TABLE", "CREATE TABEL", /db\/migrations\/001_guests\.sql:\d+:\d+[^]*TABEL/],
  ["bad SQL", "app/pages/sql/latest_guests.sql", "SELECT", "SELECT missing,", /latest_guests\.sql:\d+:\d+[^]*missing/],
];

for (const [name, path, good, bad, shown] of firstMistakes) {
  devTest(
    `${name} from the very start is shown at the app's address, which becomes the app`,
    async ({ open, edit }) => {
      const { page } = await open("/", quiet);
      await overlay(page, shown).waitFor();
      match(
        await overlay(page, shown).getByRole("link").first().getAttribute("href") ?? "",
        /^vscode:\/\/file\/.*:\d+:\d+$/,
      );
      // A change that mends nothing leaves the page there; one that mends all makes it the app.
      edit(path, bad, `${bad} `);
      edit(path, `${bad} `, good);
      await page.getByRole("heading", { name: "Hello from Rally" }).waitFor();
      await requireNoOverlay(page);
      await page.getByRole("button", { name: "One more" }).click();
    },
    { edits: [[path, good, bad]] },
  );
}

devTest(
  "a function in the place of a handler is told where the page is drawn, here and on the server",
  async (world) => {
    const { visit, edit } = world;
    const { page } = await visit("/counter", quiet);
    edit("app/pages/counter.tsx", 'onClick={send({ type: "counted" })}', "onClick={() => {}}");
    const inBrowser = overlay(page, "view of app/pages/counter.tsx");
    await inBrowser.waitFor();
    match(await inBrowser.innerText(), /Cannot render <button>: got a function as onClick, expected a message in send/);
    await page.reload();
    const onServer = overlay(page, /Cannot render an element: got a function as onclick/);
    match(await onServer.innerText(), /app\/pages\/counter\.tsx:\d+:\d+/);
    match(await onServer.locator("pre.frame").first().innerText(), /<button type="button" onClick=\{\(\) => \{\}\}>/);
    edit("app/pages/counter.tsx", "onClick={() => {}}", 'onClick={send({ type: "counted" })}');
    await requireNoOverlay(page);
  },
  { files: counterFiles },
);
