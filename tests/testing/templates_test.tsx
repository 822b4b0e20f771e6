/** Live pages that share templates follow each other: each shows what its view draws, whatever came over the socket. */
import { type Effect, none, page, type Send } from "@rally/rally";
import type { AppTable } from "@rally/rally/server";
import { testApp } from "@rally/rally/testing";
import { appFolder, table as tasksTable } from "./tasks_app.tsx";

type Msg = { type: "opened" };

const Frame = ({ title, children }: { title: string; children: unknown }) => (
  <main>
    <h1>{title}</h1>
    {children}
    <a href="/first">First</a>
    <a href="/second">Second</a>
  </main>
);

const shown = (title: string) => ({
  contract: page(`/${title}`, {}),
  init: (): [boolean, Effect<Msg>[]] => [false, none],
  update: (): [boolean, Effect<Msg>[]] => [true, none],
  view: (isOpen: boolean, send: Send<Msg>) => (
    <Frame title={title}>
      <button type="button" onClick={send({ type: "opened" })}>Open</button>
      {isOpen && <p role="status">{title} is open</p>}
    </Frame>
  ),
});

const table: AppTable = {
  ...tasksTable,
  pages: ["first", "second"].map((id) => ({
    id,
    file: `app/pages/${id}.tsx`,
    path: `/${id}`,
    mode: "live",
    module: shown(id) as never,
    layouts: [],
    wire: { actions: {} },
  })),
  topics: [],
};

Deno.test("live pages that share templates follow each other, and come back after a lost connection", async () => {
  await using app = testApp(table, { root: appFolder() });
  const visitor = await app.visit("/first");
  const open = async (title: string) => {
    await visitor.find("heading", title);
    await visitor.click("button", "Open");
    await visitor.find("status", `${title} is open`);
  };
  await open("first");
  await visitor.click("link", "Second");
  await open("second");
  await visitor.offline();
  await visitor.online();
  await open("second");
  await visitor.click("link", "First");
  await open("first");
  await visitor.back();
  await open("second");
});
