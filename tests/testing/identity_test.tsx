/** What cannot be told apart is refused where a test sees it: ids that stand twice, and keys that a list has twice. */
import { rejects } from "node:assert";
import { type Effect, none, type Send } from "@rally/rally";
import { type TestApp, testApp } from "@rally/rally/testing";
import { appFolder, table } from "./tasks_app.tsx";

type Model = { readonly twice: "" | "id" | "key" };
type Msg = { type: "doubled"; what: "id" | "key" };

const twins = {
  init: (): [Model, Effect<Msg>[]] => [{ twice: "" }, none],
  update: (_model: Model, { what }: Msg): [Model, Effect<Msg>[]] => [{ twice: what }, none],
  view: ({ twice }: Model, send: Send<Msg>) => (
    <main>
      <h1 id="top">Twins</h1>
      {twice === "id" && <p id="top">The second</p>}
      <ul>{["a", twice === "key" ? "a" : "b"].map((key) => <li key={key}>{key}</li>)}</ul>
      <button type="button" onClick={send({ type: "doubled", what: "id" })}>Id</button>
      <button type="button" onClick={send({ type: "doubled", what: "key" })}>Key</button>
    </main>
  ),
};

function startTwins(mode: "client" | "live"): TestApp {
  const entry = {
    id: "twins",
    file: "app/pages/twins.tsx",
    path: "/twins",
    mode,
    module: twins as never,
    layouts: [],
    wire: { actions: {} },
  };
  return testApp({ ...table, pages: [entry], topics: [] }, { root: appFolder() });
}

for (const mode of ["client", "live"] as const) {
  Deno.test(`an id that stands twice in a page fails its test (${mode})`, async () => {
    await using app = startTwins(mode);
    const page = await app.visit("/twins");
    await rejects(page.click("button", "Id"), /page \/twins has the id "top" twice: got <h1> and <p>, expected/);
  });

  Deno.test(`a key that a list has twice fails its test (${mode})`, async () => {
    await using app = startTwins(mode);
    const page = await app.visit("/twins");
    await rejects(page.click("button", "Key"), (error: Error) => {
      return /got the key "a" twice/.test(`${error.message} ${(error.cause as Error | undefined)?.message}`) ||
        /twins\.tsx" has failed/.test(error.message);
    });
  });
}
