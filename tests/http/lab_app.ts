/**
 * A server for the pages of forms that the browser tests use, without codegen.
 *
 * @module
 */
import { migrate, openDatabase } from "@rally/rally/db";
import { type AppTable, createServer, type RallyServer } from "@rally/rally/server";
import { json } from "@rally/rally/wire";
import { createLocalBus } from "../../runtime/topics/bus.ts";
import { createHub } from "../../runtime/topics/hub.ts";
import * as order from "../browser/pages/order.tsx";
import * as upload from "../browser/pages/upload.tsx";

const pages: AppTable["pages"] = [
  {
    id: "lab_order",
    file: "app/pages/lab/order.tsx",
    path: "/lab/order",
    mode: "client",
    module: order,
    layouts: [],
    wire: { actions: { place: { input: json, output: json } } },
  },
  {
    id: "lab_upload",
    file: "app/pages/lab/upload.tsx",
    path: "/lab/upload",
    mode: "client",
    module: upload,
    layouts: [],
    wire: { actions: { send: { input: json }, count: { input: json } } },
  },
];

/** A server with the folder in which its uploads wait. */
export interface LabServer extends RallyServer {
  readonly folder: string;
  readonly log: readonly string[];
  end(): void;
}

/** Starts the app without a port. */
export function startLab({ mode = "client" as "client" | "live" } = {}): LabServer {
  const folder = Deno.makeTempDirSync();
  const uploads = `${folder}/uploads`;
  Deno.mkdirSync(uploads);
  const db = openDatabase(`${folder}/app.db`);
  migrate(db.writer, []);
  const asset = (name: string) => ({ file: `/_rally/assets/${name}.js`, imports: [] });
  const log: string[] = [];
  const server = createServer({
    table: { schemaHash: "", pages, layouts: [], notFound: [], error: [], endpoints: [], topics: [] },
    db,
    hub: createHub(createLocalBus()),
    manifest: {
      build: "b1",
      boot: asset("boot"),
      live: asset("live"),
      pages: {},
    },
    modes: { "/lab/order": mode, "/lab/upload": mode },
    assets: folder,
    uploads,
    log: (line) => void log.push(line),
  });
  return {
    ...server,
    folder: uploads,
    log,
    end() {
      db.close();
      Deno.removeSync(folder, { recursive: true });
    },
  };
}
