/** What a page shows is compared with what its view draws after every step, and what it was sent can be counted. */
import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert";
import { type Effect, none, page, type Send } from "@rally/rally";
import type { AppTable } from "@rally/rally/server";
import { testApp } from "@rally/rally/testing";
import { appFolder, table as tasksTable } from "./tasks_app.tsx";

type Model = { readonly count: number; readonly level: string };
type Msg = { type: "counted" } | { type: "chosen"; level: string };

const levels = ["none", "low", "middle", "high"];
let drawings = 0;

const counter = {
  contract: page("/counter", {}),
  init: (): [Model, Effect<Msg>[]] => [{ count: 0, level: "middle" }, none],
  update: (model: Model, msg: Msg): [Model, Effect<Msg>[]] => [
    msg.type === "counted" ? { ...model, count: model.count + 1 } : { ...model, level: msg.level },
    none,
  ],
  view: ({ count, level }: Model, send: Send<Msg>) => (
    <main>
      <button type="button" onClick={send({ type: "counted" })}>Count</button>
      <p role="status">{count}</p>
      <select aria-label="Level" value={level}>
        {levels.map((each) => <option key={each} value={each}>{each}</option>)}
      </select>
      <select aria-label="Month">
        {levels.map((each) => <option key={each} selected={each === level}>{each}</option>)}
      </select>
      <button type="button" onClick={send({ type: "chosen", level: "high" })}>Highest</button>
    </main>
  ),
};

const restless = {
  ...counter,
  contract: page("/restless", {}),
  view: (model: Model, send: Send<Msg>) => (
    <main>
      <button type="button" onClick={send({ type: "counted" })}>Count</button>
      <p>{model.count > 0 ? `drawn ${++drawings} times` : "not yet"}</p>
    </main>
  ),
};

const entry = { mode: "client", layouts: [], wire: { actions: {} } } as const;
const table: AppTable = {
  ...tasksTable,
  pages: [
    { ...entry, id: "counter", file: "app/pages/counter.tsx", path: "/counter", module: counter },
    { ...entry, id: "restless", file: "app/pages/restless.tsx", path: "/restless", module: restless },
  ],
  topics: [],
};

for (const [mode, modes] of [["client", {}], ["live", "live"]] as const) {
  Deno.test(`a view that draws something else for the same model fails the step (${mode})`, async () => {
    await using app = testApp(table, { root: appFolder(), modes });
    const visitor = await app.visit("/restless");
    await visitor.see("not yet");
    await rejects(
      visitor.click("button", "Count"),
      /app\/pages\/restless\.tsx" .*is not what its view draws:\n {2}got {7}….*drawn \d+ times.*\n {2}expected {2}….*\nhint: /,
    );
  });

  Deno.test(`lists show what a browser shows: what the page says, until somebody chooses (${mode})`, async () => {
    await using app = testApp(table, { root: appFolder(), modes });
    const visitor = await app.visit("/counter");
    const chosen = async () => [
      (await visitor.find("combobox", "Level")).value,
      (await visitor.find("combobox", "Month")).value,
    ];
    deepStrictEqual(await chosen(), ["middle", "middle"]);
    await visitor.click("button", "Highest");
    deepStrictEqual(await chosen(), ["high", "high"]);
    await visitor.select("Level", "low");
    await visitor.click("button", "Count");
    deepStrictEqual(await chosen(), ["low", "high"]);
  });
}

Deno.test("what a live page was sent is counted, in bytes and as patches", async () => {
  await using app = testApp(table, { root: appFolder(), modes: "live" });
  const visitor = await app.visit("/counter");
  deepStrictEqual(await visitor.patches(), []);
  await visitor.click("button", "Count");
  const [sent, ...more] = await visitor.patches();
  strictEqual(more.length, 0);
  strictEqual(JSON.stringify(sent?.patch).includes('"1"'), true);
  ok(sent!.bytes < 16, `got ${sent!.bytes} bytes`);
  deepStrictEqual(await visitor.patches(), []);
});

Deno.test("a page in client mode is sent no patches", async () => {
  await using app = testApp(table, { root: appFolder() });
  const visitor = await app.visit("/counter");
  await visitor.click("button", "Count");
  deepStrictEqual(await visitor.patches(), []);
});
