/**
 * Serves a table written out by hand, without codegen and without a port.
 *
 * @module
 */
import type { View } from "@rally/rally";
import { type Database, migrate, openDatabase } from "@rally/rally/db";
import {
  type AppTable,
  createServer,
  type RallyServer,
  type ServerModule,
  type ServerOptions,
} from "@rally/rally/server";
import { createHub } from "../../runtime/topics/hub.ts";
import { createLocalBus } from "../../runtime/topics/bus.ts";

/** A running table. */
export interface TableServer extends RallyServer {
  readonly db: Database;
  readonly log: string[];
  /** The folder of the assets. */
  readonly directory: string;
  /** The text of the document at an address, with its status before it. */
  show(path: string): Promise<string>;
  /** Sends a frame over `POST` and gives the answer. */
  ask(frame: readonly unknown[]): Promise<readonly unknown[]>;
  end(): void;
}

/** What a static part without wire has in common with all others. */
export const staticPart = { mode: "static" as const, wire: { actions: {} } };

/** A view that shows a word around its children. */
export function frame(word: string): ServerModule["view"] {
  return (_model: unknown, _send: unknown, children?: View) => <div>{word}({children})</div>;
}

/** An app without anything. */
export const emptyTable: AppTable = {
  schemaHash: "",
  pages: [],
  layouts: [],
  notFound: [],
  error: [],
  endpoints: [],
  topics: [],
};

/** Starts a table. */
export function startTable(table: AppTable, options: Partial<ServerOptions> = {}): TableServer {
  const directory = Deno.makeTempDirSync();
  const db = openDatabase(`${directory}/app.db`);
  migrate(db.writer, []);
  const asset = (name: string) => ({ file: `/_rally/assets/${name}.js`, imports: ["/_rally/assets/shared.js"] });
  const ids = [...table.pages, ...table.layouts].map(({ id }) => id);
  const log: string[] = [];
  const server = createServer({
    table,
    db,
    hub: createHub(createLocalBus()),
    manifest: {
      build: "b",
      boot: asset("boot"),
      live: asset("live_engine"),
      pages: Object.fromEntries(ids.map((id) => [id, asset(id)])),
    },
    assets: directory,
    log: (line) => void log.push(line),
    ...options,
  });
  return {
    ...server,
    db,
    log,
    directory,
    async show(path) {
      const response = await server.app.request(path);
      const html = await response.text();
      const body = html.match(/<body>(.*?)(<script|<\/body>)/s)?.[1] ?? html;
      return `${response.status} ${body.replace(/<[^>]+>/g, "")}`;
    },
    async ask(asked) {
      const response = await server.app.request("/_rally/frame", { method: "POST", body: JSON.stringify(asked) });
      return await response.json();
    },
    end() {
      db.close();
      Deno.removeSync(directory, { recursive: true });
    },
  };
}
