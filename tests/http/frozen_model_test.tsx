import { match, strictEqual } from "node:assert";
import { openDatabase } from "@rally/rally/db";
import { type AppTable, createServer } from "@rally/rally/server";
import { createLocalBus } from "../../runtime/topics/bus.ts";
import { createHub } from "../../runtime/topics/hub.ts";

interface Model {
  readonly names: string[];
}

// What the server keeps for all requests, and a view that sorts in place.
const names = ["b", "a"];
const table: AppTable = {
  schemaHash: "",
  pages: [{
    id: "index",
    file: "app/pages/index.tsx",
    path: "/",
    mode: "static",
    layouts: [],
    wire: { actions: {} },
    module: { load: () => ({ names }), view: (model: Model) => <p>{model.names.sort()}</p> },
  }],
  layouts: [],
  notFound: [],
  error: [],
  endpoints: [],
  topics: [],
};

Deno.test("a view that changes its model is an error in development, and in production nothing is checked", async () => {
  const directory = Deno.makeTempDirSync();
  const db = openDatabase(`${directory}/app.db`);
  const asset = { file: "/a.js", imports: [] };
  const log: string[] = [];
  const ask = async (dev: boolean) => {
    const manifest = { build: "b", boot: asset, live: asset, pages: {} };
    const hub = createHub(createLocalBus());
    const server = createServer({
      table,
      db,
      hub,
      manifest,
      dev,
      assets: directory,
      log: (line) => void log.push(line),
    });
    return await server.app.request("http://localhost/");
  };
  try {
    strictEqual((await ask(true)).status, 500);
    match(log.join("\n"), /Cannot change the model in view of app\/pages\/index\.tsx: [^]*hint: let update return/);
    strictEqual(names.join(), "b,a");
    match(await (await ask(false)).text(), /<p>ab<\/p>/);
  } finally {
    db.close();
    Deno.removeSync(directory, { recursive: true });
  }
});
