/** A test of an app waits for the slow parts of its pages, in the document and after it. */
import { strictEqual } from "node:assert";
import {
  type Deferred,
  deferred,
  layout,
  type Load,
  none,
  page,
  reload,
  type Send,
  type Start,
  type View,
} from "@rally/rally";
import { testApp } from "@rally/rally/testing";
import { json, object, tagged } from "@rally/rally/wire";
import { z } from "zod";
import { appFolder, table } from "./tasks_app.tsx";

const contract = page("/slow", { data: z.object({ part: deferred(z.string()) }) });
type Page = typeof contract;
type Model = { readonly part: Deferred<string> };
type Msg = { type: "asked" } | { type: "loaded"; part: Deferred<string> };
let reads = 0;

const slow = {
  contract,
  init: ({ data }: Start<Page>) => [data, none] as const,
  update: (model: Model, msg: Msg) => msg.type === "asked" ? [model, [reload()]] : [{ part: msg.part }, none],
  reloaded: ({ data }: Start<Page>): Msg => ({ type: "loaded", part: data.part }),
  view: ({ part }: Model, send: Send<Msg>) => (
    <main>
      <p role="status">{part.state === "ready" ? part.value : part.state}</p>
      <button type="button" onClick={send({ type: "asked" })}>Again</button>
    </main>
  ),
  load: (({ deferred }) => ({ part: deferred(() => Promise.resolve(`read ${++reads}`)) })) satisfies Load<Page>,
};

const partCodec = tagged("state", {
  pending: object({}),
  ready: object({ value: json }),
  failed: object({ traceId: json }),
});

for (const mode of ["client", "live"] as const) {
  Deno.test(`a slow part comes with the document, and again after a reload (${mode})`, async () => {
    reads = 0;
    const entry = {
      id: "slow",
      file: "app/pages/slow.tsx",
      path: "/slow",
      mode,
      module: slow as never,
      layouts: [],
      wire: { data: object({ part: partCodec }), actions: {} },
    };
    await using app = testApp({ ...table, pages: [entry] }, { root: appFolder() });
    const page = await app.visit("/slow");
    await page.find("status", "read 1");
    await page.click("button", "Again");
    await page.find("status", "read 2");
  });

  Deno.test(`a slow part of a layout comes with its first page, and again with the next one (${mode})`, async () => {
    reads = 0;
    const part = { mode: "static" as const, layouts: ["layout"], wire: { actions: {} } };
    const pages = ["first", "second"].map((id) => ({
      ...part,
      id,
      file: `app/pages/${id}.tsx`,
      path: `/${id}`,
      module: { view: () => <a href="/second">To the second</a> },
    }));
    const around = {
      id: "layout",
      file: "app/pages/layout.tsx",
      path: "/",
      mode,
      module: {
        ...slow,
        contract: layout("/", { data: z.object({ part: deferred(z.string()) }) }),
        view: (model: Model, send: Send<Msg>, children: View) => <>{[slow.view(model, send), children]}</>,
      } as never,
      wire: { data: object({ part: partCodec }), actions: {} },
    };
    await using app = testApp({ ...table, pages, layouts: [around] }, { root: appFolder() });
    const page = await app.visit("/first");
    await page.find("status", "read 1");
    await page.click("link", "To the second");
    await page.find("status", "read 2");
    strictEqual(page.path, "/second");
    await page.click("button", "Again");
    await page.find("status", "read 3");
  });
}
