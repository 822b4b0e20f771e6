/** A lost connection, played without a browser. */
import { deepStrictEqual, rejects, strictEqual } from "node:assert";
import {
  action,
  calls,
  type Connection,
  type Effect,
  type Handlers,
  none,
  onConnection,
  page,
  type Result,
  type Send,
} from "@rally/rally";
import { type TestApp, testApp } from "@rally/rally/testing";
import { json, object } from "@rally/rally/wire";
import { z } from "zod";
import { appFolder, table } from "./tasks_app.tsx";

const contract = page("/saves", { actions: { save: action(z.object({ text: z.string() })) } });
type Page = typeof contract;
const server = calls(contract);
type Model = { readonly saved: number; readonly connection?: Connection; readonly problem?: string };
type Msg =
  | { type: "asked" }
  | { type: "answered"; result: Result<undefined> }
  | { type: "connected"; connection: Connection };

const saved: string[] = [];

const saves = {
  contract,
  init: (): [Model, Effect<Msg>[]] => [{ saved: 0 }, none],
  update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
    switch (msg.type) {
      case "asked":
        return [model, [
          server.save({ text: `save ${saved.length}` }, (result): Msg => ({ type: "answered", result })),
        ]];
      case "answered":
        if (!msg.result.ok) return [{ ...model, problem: msg.result.message }, none];
        return [{ ...model, saved: model.saved + 1 }, none];
      case "connected":
        return [{ ...model, connection: msg.connection }, none];
    }
  },
  subscriptions: () => [onConnection((connection): Msg => ({ type: "connected", connection }))],
  view: ({ saved, connection, problem }: Model, send: Send<Msg>) => (
    <main>
      <p role="status">{connection?.state ?? "unknown"}, {connection?.waiting ?? 0} waiting, {saved} saved</p>
      {problem && <p role="alert">{problem}</p>}
      <button type="button" onClick={send({ type: "asked" })}>Save</button>
    </main>
  ),
  handlers: {
    save: (_context, { text }) => void saved.push(text),
  } satisfies Handlers<Page>,
};

function startSaves(mode: "client" | "live"): TestApp {
  saved.length = 0;
  const entry = {
    id: "saves",
    file: "app/pages/saves.tsx",
    path: "/saves",
    mode,
    module: saves as never,
    layouts: [],
    wire: { actions: { save: { input: object({ text: json }) } } },
  };
  return testApp({ ...table, pages: [entry] }, { root: appFolder() });
}

Deno.test("a client page saves what was done without a network when it is back", async () => {
  await using app = startSaves("client");
  const page = await app.visit("/saves");
  await page.find("status", "online, 0 waiting, 0 saved");
  await page.offline();
  await page.click("button", "Save");
  await page.click("button", "Save");
  await page.find("status", "offline, 2 waiting, 0 saved");
  await rejects(page.open("/saves"), /Cannot open \/saves: this page is offline/);
  await page.online();
  await page.find("status", "online, 0 waiting, 2 saved");
  strictEqual(saved.length, 2);
});

Deno.test("a page that was offline for an hour keeps what it has never sent", async () => {
  await using app = startSaves("client");
  const page = await app.visit("/saves");
  await page.offline();
  await page.click("button", "Save");
  await app.advance(3_600_000);
  await page.find("status", "offline, 1 waiting, 0 saved");
  await page.gone("alert");
  await page.online();
  await page.find("status", "online, 0 waiting, 1 saved");
});

Deno.test("a live page begins anew after it was offline, and is told that it is online", async () => {
  await using app = startSaves("live");
  const page = await app.visit("/saves");
  await page.click("button", "Save");
  await page.find("status", "online, 0 waiting, 1 saved");
  await page.offline();
  await page.click("button", "Save");
  await page.find("status", "online, 0 waiting, 1 saved");
  await page.online();
  await page.find("status", "online, 0 waiting, 0 saved");
  deepStrictEqual(saved, ["save 0"]);
});
