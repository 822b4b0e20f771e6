/** Fields are found by their labels, also those for which ARIA has no role. */
import { type Effect, none, page, type Send } from "@rally/rally";
import type { AppTable } from "@rally/rally/server";
import { testApp } from "@rally/rally/testing";
import { appFolder, table as tasksTable } from "./tasks_app.tsx";

const values = { date: "2024-02-29", time: "12:30", password: "secret", color: "#00ff00" };
const types = ["date", "time", "password", "color"] as const;

const module = {
  contract: page("/fields", {}),
  init: (): [string, Effect<string>[]] => ["nothing", none],
  update: (_model: string, typed: string): [string, Effect<string>[]] => [typed, none],
  view: (typed: string, send: Send<string>) => (
    <main>
      {types.map((type) => (
        <label key={type}>
          {type} <input type={type} onInput={send(({ value }) => `${type} ${value}`)} />
        </label>
      ))}
      <output>{typed}</output>
    </main>
  ),
};

const table: AppTable = {
  ...tasksTable,
  pages: [{
    id: "fields",
    file: "app/pages/fields.tsx",
    path: "/fields",
    mode: "client",
    layouts: [],
    module,
    wire: { actions: {} },
  }],
  topics: [],
};

for (const [mode, modes] of [["client", {}], ["live", "live"]] as const) {
  Deno.test(`fill finds days, times, passwords and colours by their labels (${mode})`, async () => {
    await using app = testApp(table, { root: appFolder(), modes });
    const visitor = await app.visit("/fields");
    for (const type of types) {
      await visitor.fill(type, values[type]);
      await visitor.find("status", `${type} ${values[type]}`);
    }
  });
}
