import { ok, strictEqual } from "node:assert";
import { action, type Handlers, layout, type View } from "@rally/rally";
import { migrate, openDatabase } from "@rally/rally/db";
import { type AppTable, createServer } from "@rally/rally/server";
import { object } from "@rally/rally/wire";
import { z } from "zod";
import { createLocalBus } from "../../runtime/topics/bus.ts";
import { createHub } from "../../runtime/topics/hub.ts";

const innerContract = layout("/inner", { actions: { poke: action(z.object({})) } });
const handlers: Handlers<typeof innerContract> = { poke: () => undefined };
const frame = (text: string) => (_model: unknown, _send: unknown, children: View) => <div>{text}{children}</div>;
const nothing = { actions: {} };
const part = { mode: "static" as const, wire: nothing };

// An outer layout for people who are signed in, an inner one with an action, a page in both.
const table: AppTable = {
  schemaHash: "",
  pages: [{
    ...part,
    id: "index",
    file: "index.tsx",
    path: "/",
    module: { view: () => "Page" },
    layouts: ["outer", "inner"],
  }],
  layouts: [
    {
      ...part,
      id: "outer",
      file: "layout.tsx",
      path: "/",
      module: {
        view: frame("What only members see"),
        authorize: ({ session }: { session: { userId: string | null } }) => session.userId !== null,
      },
    },
    {
      ...part,
      id: "inner",
      file: "inner/layout.tsx",
      path: "/inner",
      module: { contract: innerContract, view: frame("Inner"), handlers },
      wire: { actions: { poke: { input: object({}) } } },
    },
  ],
  notFound: [{
    ...part,
    id: "not_found",
    file: "not_found.tsx",
    path: "/not_found",
    module: { view: () => "Lost" },
    layouts: ["outer"],
  }],
  error: [],
  endpoints: [],
  topics: [],
};

function start() {
  const directory = Deno.makeTempDirSync();
  const db = openDatabase(`${directory}/app.db`);
  migrate(db.writer, []);
  const asset = { file: "/_rally/assets/x.js", imports: [] };
  const { app } = createServer({
    table,
    db,
    hub: createHub(createLocalBus()),
    manifest: { build: "b", boot: asset, live: asset, pages: {} },
    assets: directory,
  });
  return {
    app,
    end() {
      db.close();
      Deno.removeSync(directory, { recursive: true });
    },
  };
}

Deno.test("an inner layout's action asks the layouts around it", async () => {
  const server = start();
  const body = JSON.stringify(["call", 1, "layout:/inner", "/", "poke", [], "key"]);
  const answer = await (await server.app.request("/_rally/frame", { method: "POST", body })).json();
  strictEqual(answer[2].kind, "denied");
  server.end();
});

Deno.test("a layout that refuses a visitor is not shown around a 404 or a 403 either", async () => {
  const server = start();
  for (const [path, status] of [["/", 403], ["/nowhere", 403]] as const) {
    const response = await server.app.request(path);
    strictEqual(response.status, status, path);
    ok(!(await response.text()).includes("What only members see"), path);
  }
  server.end();
});
