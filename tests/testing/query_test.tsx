/** Another query of the same page is later data of its loop; other parameters are another page. */
import { strictEqual } from "node:assert";
import {
  action,
  calls,
  type Effect,
  type Handlers,
  type Load,
  none,
  on,
  page,
  type Send,
  type Start,
  topic,
} from "@rally/rally";
import { type TestApp, testApp } from "@rally/rally/testing";
import { json, object } from "@rally/rally/wire";
import { z } from "zod";
import { appFolder, table } from "./tasks_app.tsx";

const newsTopic = topic("news", { event: z.object({ text: z.string() }) });
const contract = page("/list/:id", {
  params: { id: z.int() },
  query: { sort: z.enum(["up", "down"]).default("up") },
  data: z.object({ sort: z.string() }),
  actions: { tell: action(z.object({})) },
});
type Page = typeof contract;
const server = calls(contract);
type Model = { readonly sort: string; readonly clicks: number; readonly news: string };
type Msg = { type: "clicked" } | { type: "sorted"; sort: string } | { type: "told"; text: string } | {
  type: "telling";
};
let loads = 0;

const list = {
  contract,
  init: ({ data }: Start<Page>) => [{ ...data, clicks: 0, news: "" }, none] as const,
  update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
    switch (msg.type) {
      case "clicked":
        return [{ ...model, clicks: model.clicks + 1 }, none];
      case "sorted":
        return [{ ...model, sort: msg.sort }, none];
      case "told":
        return [{ ...model, news: msg.text }, none];
      case "telling":
        return [model, [server.tell({}, (): Msg => ({ type: "told", text: "Told" }))]];
    }
  },
  subscriptions: () => [on(newsTopic(), ({ text }): Msg => ({ type: "told", text }))],
  view: ({ sort, clicks, news }: Model, send: Send<Msg>) => (
    <main>
      <p role="status">{sort} {clicks} {news}</p>
      <button type="button" onClick={send({ type: "clicked" })}>Count</button>
      <button type="button" onClick={send({ type: "telling" })}>Tell</button>
      <a href="/list/1?sort=down">Down</a>
      <a href="/list/2?sort=down">Next</a>
    </main>
  ),
  load: (({ query }) => {
    loads += 1;
    return { sort: query.sort };
  }) satisfies Load<Page>,
  handlers: {
    tell({ publish }) {
      publish(newsTopic(), { text: "Hear!" });
    },
  } satisfies Handlers<Page>,
};
const reloaded = ({ data }: Start<Page>): Msg => ({ type: "sorted", sort: data.sort });

function startList(mode: "client" | "live", module: object): TestApp {
  const entry = {
    id: "list_id",
    file: "app/pages/list/[id].tsx",
    path: "/list/:id",
    mode,
    module: module as never,
    layouts: [],
    wire: {
      params: object({ id: json }),
      query: object({ sort: json }),
      data: object({ sort: json }),
      actions: { tell: { input: object({}) } },
    },
  };
  const topics = [{ topic: newsTopic, codec: object({ text: json }) }];
  return testApp({ ...table, pages: [entry], topics }, { root: appFolder() });
}

for (const mode of ["client", "live"] as const) {
  Deno.test(`another query of a page is told to its loop, which keeps its model (${mode})`, async () => {
    await using app = startList(mode, { ...list, reloaded });
    const page = await app.visit("/list/1");
    await page.click("button", "Count");
    await page.find("status", "up 1");
    loads = 0;
    await page.click("link", "Down");
    await page.find("status", "down 1");
    strictEqual(loads, 1);
    strictEqual(page.path, "/list/1?sort=down");
    // The loop goes on: it hears events and clicks.
    const other = await app.visit("/list/3");
    await other.click("button", "Tell");
    await page.click("button", "Count");
    await page.find("status", "down 2 Hear!");
    await page.click("link", "Next");
    await page.find("status", "down 0");
  });

  Deno.test(`without a reloaded of its own the page begins anew at another query (${mode})`, async () => {
    await using app = startList(mode, list);
    const page = await app.visit("/list/1");
    await page.click("button", "Count");
    await page.click("link", "Down");
    await page.find("status", "down 0");
    await page.click("button", "Count");
    await page.find("status", "down 1");
  });
}
