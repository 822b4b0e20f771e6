/**
 * A small app whose actions save, only read, do nothing at all, refuse and sign in: what "saved once" is tested with.
 *
 * @module
 */
import { action, calls, type ErrorInfo, form, type Handlers, page, refuse, type Result } from "@rally/rally";
import type { Send, SqlQuery, View } from "@rally/rally";
import { type Database, type Driver, migrate, openDatabase } from "@rally/rally/db";
import {
  type AppTable,
  createServer,
  denied,
  type RallyServer,
  redirect,
  type ServerOptions,
} from "@rally/rally/server";
import { json, object } from "@rally/rally/wire";
import { z } from "zod";
import { createHub } from "../../runtime/topics/hub.ts";
import { createLocalBus } from "../../runtime/topics/bus.ts";

const addSave: SqlQuery<number> = {
  name: "addSave",
  sql: "INSERT INTO saves (text) VALUES (?1) RETURNING id",
  row: ([id]) => Number(id),
};
const countSaves: SqlQuery<number> = {
  name: "countSaves",
  sql: "SELECT count(*) FROM saves",
  row: ([count]) => Number(count),
};

export const savesContract = page("/saves/:id", {
  mode: "client",
  params: { id: z.int() },
  actions: {
    save: action(z.object({ text: z.string().min(1, "Write something.") }), z.int()),
    send: action(z.object({ text: z.string(), file: z.file() }), { over: "post" }),
    enter: action(z.object({ text: z.string() }), { over: "post" }),
  },
});
type Saves = typeof savesContract;
const server = calls(savesContract);
type Msg = { type: "saved"; result: Result<unknown> };
const toMessage = (result: Result<unknown>): Msg => ({ type: "saved", result });
const forms = [form(server.save, toMessage), form(server.send, toMessage), form(server.enter, toMessage)];

/** What a test may do inside of a handler, before its first query and after its last. */
export interface Steps {
  before?(text: string): Promise<void> | void;
  after?(text: string): Promise<void> | void;
}

/** The texts that mean something else than to be saved and answered. */
export const words = {
  deny: "throw a refusal",
  refuse: "return a refusal",
  lead: "lead on",
  look: "only read",
  idle: "make no query",
};

function savesPage(steps: Steps, ran: string[]) {
  const handlers: Handlers<Saves> = {
    async save({ db, afterCommit }, { text }) {
      ran.push(text);
      await steps.before?.(text);
      if (text === words.idle) return 0;
      if (text === words.look) return await db.first(countSaves, []) ?? 0;
      const id = await db.first(addSave, [text]) ?? 0;
      afterCommit(() => void ran.push(`after ${text}`));
      await steps.after?.(text);
      if (text === words.deny) denied();
      if (text === words.refuse) return refuse.conflict("Kept");
      if (text === words.lead) redirect("/saves/2");
      return id;
    },
    async send({ db }, { text, file }) {
      ran.push(text);
      await db.first(addSave, [`${text} ${await file.text()}`]);
    },
    async enter({ db, session }, { text }) {
      ran.push(text);
      await db.first(addSave, [text]);
      session.signIn(text);
      redirect("/saves/2");
    },
  };
  return {
    contract: savesContract,
    init: (): [unknown, []] => [{}, []],
    update: (model: unknown): [unknown, []] => [model, []],
    view: (_model: unknown, send: Send<Msg>) =>
      forms.map((each, at) => <form key={at} {...each(send).attributes}></form>),
    authorize: ({ params, session }: { params: { id: number }; session: { userId: string | null } }) =>
      params.id !== 7 || session.userId === "ada",
    handlers,
  };
}

// A form in a layout, too.
const frame = {
  view: (_model: unknown, send: Send<Msg>, children: View) => (
    <div>
      <form {...forms[0]!(send).attributes}></form>
      {children}
    </div>
  ),
};
const wrong = { view: (info: ErrorInfo) => <h1>{info.status} {info.message}</h1> };

/** The table of the app; `ran` is told the texts that handlers are called with. */
export function savesTable(steps: Steps, ran: string[]): AppTable {
  const part = { mode: "static" as const, layouts: [], wire: { actions: {} } };
  const input = object({ text: json });
  const actions = {
    save: { input, output: json },
    send: { input: object({ text: json, file: json }) },
    enter: { input },
  };
  return {
    schemaHash: "",
    pages: [{
      id: "saves_id",
      file: "app/pages/saves/[id].tsx",
      path: "/saves/:id",
      mode: "client",
      module: savesPage(steps, ran),
      layouts: ["layout"],
      wire: { params: object({ id: json }), actions },
    }, {
      ...part,
      id: "about",
      file: "app/pages/about.tsx",
      path: "/about",
      module: { view: () => <h1>About</h1> },
      layouts: ["layout"],
    }],
    layouts: [{
      id: "layout",
      file: "app/pages/layout.tsx",
      path: "/",
      mode: "static",
      module: frame,
      wire: part.wire,
    }],
    notFound: [],
    error: [{ ...part, id: "error", path: "/error", file: "app/pages/error.tsx", module: wrong }],
    endpoints: [],
    topics: [],
  };
}

/** A server with its database. */
export interface SavesServer extends RallyServer {
  readonly db: Database;
  /** The texts that handlers were called with, and what followed their commits. */
  readonly ran: readonly string[];
  /** What is saved. */
  saved(): string[];
  /** How many answers are kept. */
  kept(): number;
  end(): void;
}

/** How {@linkcode startSaves} starts. */
export interface SavesOptions extends Partial<ServerOptions> {
  readonly steps?: Steps;
  /** @default {a new folder, removed in the end} */
  readonly path?: string;
  readonly driver?: Driver;
}

/** Starts the app without a port. */
export function startSaves({ steps = {}, path, driver, ...options }: SavesOptions = {}): SavesServer {
  const folder = path === undefined ? Deno.makeTempDirSync() : undefined;
  const db = openDatabase(path ?? `${folder}/app.db`, driver ? { driver } : {});
  const text = "CREATE TABLE saves (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;";
  migrate(db.writer, [{ name: "001_saves.sql", text }]);
  const ran: string[] = [];
  const asset = (name: string) => ({ file: `/_rally/assets/${name}.js`, imports: [] });
  const server = createServer({
    table: savesTable(steps, ran),
    db,
    hub: createHub(createLocalBus()),
    manifest: { build: "b1", boot: asset("boot"), live: asset("live"), pages: {} },
    assets: folder ?? ".",
    log: () => {},
    ...options,
  });
  return {
    ...server,
    db,
    ran,
    saved: () => db.writer.prepare("SELECT text FROM saves ORDER BY id").all([]).map(([text]) => String(text)),
    kept: () => Number(db.writer.prepare("SELECT count(*) FROM _rally_requests").get([])?.[0]),
    end() {
      db.close();
      if (folder !== undefined) Deno.removeSync(folder, { recursive: true });
    },
  };
}
