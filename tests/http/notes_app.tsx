/**
 * A small app written out by hand, without codegen: what the tests over HTTP and frames run against.
 *
 * @module
 */
import {
  action,
  calls,
  type Checks,
  type Effect,
  type ErrorInfo,
  form,
  type Handlers,
  layout,
  type Load,
  none,
  on,
  page,
  type Reader,
  type Result,
  type Send,
  type SqlQuery,
  type Start,
  topic,
  type View,
} from "@rally/rally";
import { type Database, migrate, openDatabase } from "@rally/rally/db";
import {
  type AppTable,
  createServer,
  denied,
  notFound,
  type RallyServer,
  redirect,
  type ServerOptions,
} from "@rally/rally/server";
import { array, json, nullable, object } from "@rally/rally/wire";
import { z } from "zod";
import { createHub } from "../../runtime/topics/hub.ts";
import { createLocalBus } from "../../runtime/topics/bus.ts";

/** Holds the handler of `fail({ how: "wait" })` until a test lets it go. */
export const held = Promise.withResolvers<undefined>();

const Note = z.object({ id: z.int(), text: z.string() });
type Note = z.infer<typeof Note>;

const allNotes: SqlQuery<Note> = {
  name: "allNotes",
  sql: "SELECT id, text FROM notes WHERE book = ?1 ORDER BY id",
  row: ([id, text]) => ({ id: Number(id), text: String(text) }),
};
const addNote: SqlQuery<Note> = {
  name: "addNote",
  sql: "INSERT INTO notes (book, text) VALUES (?1, ?2) RETURNING id, text",
  row: ([id, text]) => ({ id: Number(id), text: String(text) }),
};

export const bookTopic = topic("book/:id", {
  params: { id: z.int() },
  event: z.object({ note: Note }),
  authorize: (_context, { id }) => id !== 13,
});

// A page with everything: parameters, query, data, actions, a form, a topic.
export const bookContract = page("/books/:id", {
  mode: "client",
  params: { id: z.int() },
  query: { sort: z.enum(["up", "down"]).default("up") },
  data: z.object({ notes: z.array(Note), viewer: z.string().nullable() }),
  actions: {
    add: action(z.object({ text: z.string().min(1, "Write something.") }), Note),
    fail: action(z.object({ how: z.enum(["throw", "deny", "keep", "redirect", "wait"]) })),
    leave: action(z.object({}), { over: "post" }),
    rename: action(
      z.object({ text: z.string().min(2, "Two letters at least."), again: z.string() })
        .refine(({ text, again }) => text === again, { path: ["again"], message: "Write the same twice." }),
    ),
  },
});
type Book = typeof bookContract;
const server = calls(bookContract);
type Model = { notes: readonly Note[]; viewer: string | null; last?: Result<Note> };
type Msg = { type: "added"; result: Result<Note> } | { type: "pushed"; note: Note } | { type: "clicked" };
const addForm = form(server.add, (result): Msg => ({ type: "added", result }));

const load: Load<Book> = async ({ db, params, query, session }) => {
  if (params.id === 404) notFound();
  if (params.id === 302) redirect("/books/1?sort=down");
  if (params.id === 500) throw new Error("The secret of the house");
  const notes = await notesOf(db, params.id);
  return { notes: query.sort === "up" ? notes : notes.toReversed(), viewer: session.userId, secret: "never sent" };
};

const handlers: Handlers<Book> = {
  async add({ db, params, publish }, { text }) {
    const note = await db.first(addNote, [BigInt(params.id), text]);
    if (!note) throw new TypeError("INSERT … RETURNING gave no row");
    publish(bookTopic({ id: params.id }), { note });
    return note;
  },
  async fail({ db, params, publish }, { how }) {
    const note = await db.first(addNote, [BigInt(params.id), how]);
    if (note) publish(bookTopic({ id: params.id }), { note });
    switch (how) {
      case "throw":
        throw new Error("The secret of the house");
      case "deny":
        return denied();
      case "redirect":
        return redirect("/books/1");
      case "wait":
        return await held.promise;
      case "keep":
        return { ok: false, kind: "conflict", message: "Kept" };
    }
  },
  leave({ session }) {
    session.signIn("ada");
    redirect("/books/2");
  },
  async rename({ db, params }, { text }) {
    await db.first(addNote, [BigInt(params.id), text]);
  },
};

const checks: Checks<Book> = {
  async rename({ db, params, problem }, { text }) {
    const isTaken = (await notesOf(db, params.id)).some((note) => note.text === text);
    if (isTaken) problem("text", "There is such a note.");
  },
};

const book = {
  contract: bookContract,
  init: ({ data }: Start<Book>): [Model, Effect<Msg>[]] => [{ notes: data.notes, viewer: data.viewer }, none],
  update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
    switch (msg.type) {
      case "added":
        return msg.result.ok
          ? [{ ...model, notes: [...model.notes, msg.result.value], last: undefined }, none]
          : [{ ...model, last: msg.result }, none];
      case "pushed":
        return [{ ...model, notes: [...model.notes, msg.note] }, none];
      case "clicked":
        return [model, [server.add({ text: "from a click" }, (result) => ({ type: "added", result }))]];
    }
  },
  subscriptions: () => [on(bookTopic({ id: 1 }), ({ note }): Msg => ({ type: "pushed", note }))],
  view(model: Model, send: Send<Msg>) {
    const { attributes, field, problem } = addForm(send, model.last);
    return (
      <section>
        <p>{model.viewer ?? "visitor"}</p>
        <ul>{model.notes.map((note) => <li key={note.id}>{note.text}</li>)}</ul>
        <button type="button" onClick={send({ type: "clicked" })}>Add one</button>
        <form {...attributes}>
          <input {...field("text")} />
          {problem("text") && <p role="alert">{problem("text")}</p>}
        </form>
      </section>
    );
  },
  head: (model: Model) => ({ title: `${model.notes.length} notes` }),
  authorize: ({ params }: { params: { id: number } }) => params.id !== 403,
  load,
  handlers,
  checks,
};

const plain = { view: () => <h1>Plain</h1>, head: () => ({ title: "Plain" }) };
const lost = { view: (info: ErrorInfo) => <h1>Lost: {info.message}</h1> };
const broken = { view: (info: ErrorInfo) => <h1>{info.status} {info.message} {info.traceId}</h1> };
const frame = {
  contract: layout("/", {}),
  view: (_model: unknown, _send: unknown, children: View) => <div class="frame">{children}</div>,
  head: () => ({ title: "Notes", links: [{ rel: "stylesheet", href: "/styles.css" }] }),
};

const noteCodec = object({ id: json, text: json });
const noActions = { actions: {} };
const special = { mode: "static" as const, layouts: ["layout"], wire: noActions };

/** The table of the app, as `rally gen` would write it. */
export const table: AppTable = {
  schemaHash: "",
  pages: [
    {
      id: "index",
      file: "app/pages/index.tsx",
      path: "/",
      mode: "static",
      module: plain,
      layouts: ["layout"],
      wire: noActions,
    },
    {
      id: "books_id",
      file: "app/pages/books/[id].tsx",
      path: "/books/:id",
      mode: "client",
      module: book,
      layouts: ["layout"],
      wire: {
        hash: "page0001",
        params: object({ id: json }),
        query: object({ sort: json }),
        data: object({ notes: array(noteCodec), viewer: nullable(json) }),
        actions: {
          add: { hash: "add00001", input: object({ text: json }), output: noteCodec },
          fail: { input: object({ how: json }) },
          leave: { input: object({}) },
          rename: { input: object({ text: json, again: json }) },
        },
      },
    },
  ],
  layouts: [{ id: "layout", file: "app/pages/layout.tsx", path: "/", mode: "static", module: frame, wire: noActions }],
  notFound: [{ ...special, id: "not_found", path: "/not_found", file: "app/pages/not_found.tsx", module: lost }],
  error: [{ ...special, id: "error", path: "/error", file: "app/pages/error.tsx", module: broken }],
  endpoints: [],
  topics: [{ topic: bookTopic, codec: object({ note: noteCodec }), hash: "topic001" }],
};

/** A server over a fresh database; `notes` reads what is committed. */
export interface NotesServer extends RallyServer {
  readonly db: Database;
  readonly log: string[];
  notes(): Promise<Note[]>;
  end(): void;
}

/** Starts the app without a port. */
export function startNotes(
  { live = false, ...options }: { readonly live?: boolean } & Partial<ServerOptions> = {},
): NotesServer {
  const directory = Deno.makeTempDirSync();
  const db = openDatabase(`${directory}/app.db`);
  migrate(db.writer, [{
    name: "001_notes.sql",
    text: "CREATE TABLE notes (id INTEGER PRIMARY KEY, book INTEGER NOT NULL, text TEXT NOT NULL) STRICT;",
  }]);
  const asset = (name: string) => ({ file: `/_rally/assets/${name}.js`, imports: [] });
  const log: string[] = [];
  const server = createServer({
    table,
    db,
    hub: createHub(createLocalBus()),
    manifest: {
      build: "b1",
      boot: asset("boot"),
      live: asset("live"),
      pages: { books_id: asset("books_id") },
    },
    modes: live ? { "/books/:id": "live" } : {},
    assets: directory,
    log: (line) => void log.push(line),
    ...options,
  });
  return {
    ...server,
    db,
    log,
    notes: () => db.read((reader) => notesOf(reader, 1)),
    end() {
      db.close();
      Deno.removeSync(directory, { recursive: true });
    },
  };
}

function notesOf(db: Reader, bookId: number): Promise<Note[]> {
  return db.all(allNotes, [BigInt(bookId)]);
}
