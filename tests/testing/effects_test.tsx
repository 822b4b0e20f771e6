/** Effects and subscriptions of a whole app in tests without a browser, in both modes. */
import { deepStrictEqual } from "node:assert";
import {
  after,
  browserFunction,
  copy,
  type Effect,
  every,
  none,
  onWindow,
  page,
  type Send,
  store,
  stores,
  task,
} from "@rally/rally";
import type { AppTable } from "@rally/rally/server";
import { testApp } from "@rally/rally/testing";
import { json, object } from "@rally/rally/wire";
import { z } from "zod";
import { appFolder, table as tasksTable } from "./tasks_app.tsx";

const contract = page("/effects", { stored: { draft: store(z.object({ text: z.string() })) } });
const kept = stores(contract);
const half = browserFunction("half", z.number(), z.number(), (value) => {
  if (value < 0) throw new Error("Too small");
  return value / 2;
});

type Model = { readonly log: readonly string[]; readonly ticking: boolean };

const effects: Readonly<Record<string, () => Effect<string>[]>> = {
  save: () => [kept.draft.save({ text: "Milk" })],
  read: () => [kept.draft.read((draft) => `draft ${draft?.text}`)],
  half: () => [half(5, (result) => `half ${result.ok ? result.value : result.kind}`)],
  fail: () => [half(-1, (result) => `half ${result.ok ? result.value : result.kind}`)],
  later: () => [after(1000, "never", { name: "later" }), after(2000, "it is late", { name: "later" })],
  "start task": () => [task(() => Promise.resolve("task"))],
  copy: () => [copy("text")],
};

const module = {
  contract,
  init: (): [Model, Effect<string>[]] => [{ log: [], ticking: false }, none],
  update(model: Model, msg: string): [Model, Effect<string>[]] {
    if (msg === "toggle") return [{ ...model, ticking: !model.ticking }, none];
    const asked = effects[msg];
    return asked ? [model, asked()] : [{ ...model, log: [...model.log, msg] }, none];
  },
  subscriptions: (model: Model) =>
    model.ticking ? [every(1000, "tick"), onWindow("keydown", ({ key }) => `key ${key}`, { keys: ["Escape"] })] : [],
  view: ({ log }: Model, send: Send<string>) => (
    <main>
      {["toggle", ...Object.keys(effects)].map((name) => (
        <button key={name} type="button" onClick={send(name)}>{name}</button>
      ))}
      <input aria-label="Field" />
      <output>{log.join(", ")}</output>
    </main>
  ),
};

const table: AppTable = {
  ...tasksTable,
  pages: [{
    id: "effects",
    file: "app/pages/effects.tsx",
    path: "/effects",
    mode: "client",
    layouts: [],
    module,
    wire: { actions: {}, stored: { draft: { hash: "h", codec: object({ text: json }) } } },
  }],
  topics: [],
  functions: [{ function: half, codec: { input: json, output: json } }],
};

for (const mode of ["client", "live"] as const) {
  Deno.test(`a test's browser keeps values, calls functions and listens (${mode})`, async () => {
    await using app = testApp(table, { root: appFolder(), modes: { "/effects": mode } });
    const visitor = await app.visit("/effects");
    const press = (name: string) => visitor.click("button", name);
    for (const name of ["read", "save", "read", "half", "fail", "start task", "copy"]) await press(name);
    await visitor.see("draft undefined, draft Milk, half 2.5, half failed, task");
    deepStrictEqual(visitor.effects.map(({ type }) => type), ["write", "copy"]);

    await press("later");
    await app.advance(2000);
    await visitor.see("task, it is late");

    await press("toggle");
    await visitor.press("Field", "Escape");
    await visitor.press("Field", "a");
    await app.advance(2000);
    await visitor.see("it is late, key Escape, tick, tick");
    await press("toggle");
    await visitor.press("Field", "Escape");
    await app.advance(2000);
    deepStrictEqual((await visitor.find("status")).text.endsWith("tick, tick"), true);
  });
}
