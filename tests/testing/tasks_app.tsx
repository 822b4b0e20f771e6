/**
 * A small app written out by hand, without codegen: one page with everything that a driver of tests must handle.
 *
 * @module
 */
import {
  action,
  after,
  calls,
  type Checks,
  choice,
  cookie,
  type Effect,
  focus,
  form,
  type Handlers,
  type Load,
  navigate,
  none,
  on,
  page,
  type Reader,
  reload,
  type Result,
  type Send,
  type SqlQuery,
  type Start,
  task,
  topic,
} from "@rally/rally";
import { type AppTable, denied, invalidBy, redirect } from "@rally/rally/server";
import { array, json, nullable, object } from "@rally/rally/wire";
import { type TestApp, testApp, type TestAppOptions } from "@rally/rally/testing";
import { z } from "zod";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate, openConnection, schemaHash } from "../../db/mod.ts";

const migration = "CREATE TABLE tasks (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE, level TEXT NOT NULL) STRICT;";
const seed = "INSERT INTO tasks (text, level) VALUES ('Water the plants', 'low');";

const Task = z.object({ id: z.int(), text: z.string(), level: z.string() });
type Task = z.infer<typeof Task>;
const row = ([id, text, level]: readonly unknown[]) => ({ id: Number(id), text: String(text), level: String(level) });
const allTasks: SqlQuery<Task> = { name: "allTasks", sql: "SELECT id, text, level FROM tasks ORDER BY id", row };
const addTask: SqlQuery<Task> = {
  name: "addTask",
  sql: "INSERT INTO tasks (text, level) VALUES (?1, ?2) RETURNING id, text, level",
  row,
};

const tasksTopic = topic("tasks", { event: z.object({ task: Task }) });

const contract = page("/tasks", {
  query: { filter: z.enum(["all", "high"]).default("all") },
  data: z.object({ tasks: z.array(Task), user: z.string().nullable() }),
  actions: {
    add: action(
      z.object({ text: z.string().min(2, "Say more."), level: z.string(), shout: z.string().optional() }),
      Task,
    ),
    clear: action(z.object({})),
    signIn: action(z.object({ user: z.string() }), { over: "post" }),
  },
});
type Page = typeof contract;
const server = calls(contract);

type Model = {
  readonly tasks: readonly Task[];
  readonly user: string | null;
  readonly filter: string;
  readonly hint: string;
  readonly last?: Result<Task>;
};
type Msg =
  | { type: "added"; result: Result<Task> }
  | { type: "pushed"; task: Task }
  | { type: "hinted"; text: string }
  | { type: "cleared"; result: Result<undefined> }
  | { type: "asked"; what: "hint" | "leave" | "theme" | "field" | "task" | "reload" | "break" | "clear" }
  | { type: "loaded"; start: Start<Page> };

const add = form(server.add, (result): Msg => ({ type: "added", result }));
const signIn = form(server.signIn, (): Msg => ({ type: "hinted", text: "refused" }));

const tasks = {
  contract,
  init: ({ data, query }: Start<Page>): [Model, Effect<Msg>[]] => [{ ...data, filter: query.filter, hint: "" }, none],
  reloaded: (start: Start<Page>): Msg => ({ type: "loaded", start }),
  update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
    switch (msg.type) {
      case "added":
        return [
          msg.result.ok
            ? { ...model, tasks: [...model.tasks, msg.result.value], last: undefined }
            : { ...model, last: msg.result },
          none,
        ];
      case "pushed":
        return [{ ...model, tasks: [...model.tasks, msg.task] }, none];
      case "hinted":
        return [{ ...model, hint: msg.text }, none];
      case "cleared":
        return [{ ...model, hint: msg.result.ok ? "cleared" : msg.result.message }, none];
      case "loaded":
        return [{ ...model, ...msg.start.data, filter: msg.start.query.filter }, none];
      case "asked":
        return [model, asked(msg.what)];
    }
  },
  subscriptions: () => [on(tasksTopic(), ({ task }): Msg => ({ type: "pushed", task }))],
  view(model: Model, send: Send<Msg>) {
    const adding = add(send, model.last);
    const { attributes, field, problem } = adding;
    const shown = model.filter === "all" ? model.tasks : model.tasks.filter(({ level }) => level === "high");
    const ask = (what: Extract<Msg, { type: "asked" }>["what"]) => send({ type: "asked", what });
    return (
      <main>
        <h1>Tasks of {model.user ?? "nobody"}</h1>
        <nav aria-label="Filter">
          <a href="/tasks">All</a> <a href="/tasks?filter=high">High only</a> <a href="/about">About</a>
        </nav>
        <ul aria-label="Tasks">
          {shown.map((task) => (
            <li key={task.id}>
              {task.text}{" "}
              <button type="button" onClick={send({ type: "hinted", text: `done: ${task.text}` })}>Done</button>
            </li>
          ))}
        </ul>
        <form {...attributes} aria-label="New task">
          <label>
            What <input {...field("text")} id="what" />
          </label>
          {problem("text") && <p role="alert">{problem("text")}</p>}
          <label for="level">Level</label>
          <select {...field("level")} id="level">
            <option value="low">Low</option>
            <option value="high">High</option>
          </select>
          <label>
            <input type="checkbox" {...choice(adding, "shout", "yes")} /> Shout
          </label>
          <button type="submit">Add</button>
        </form>
        <form {...signIn(send).attributes}>
          <input {...signIn(send).field("user")} aria-label="User" />
          <button type="submit">Sign in</button>
        </form>
        <input
          aria-label="Search"
          onInput={send((event) => ({ type: "hinted", text: `searching ${event.value}` }))}
          onKeyDown={send((event) => ({ type: "hinted", text: `key ${event.key}` }))}
        />
        <p role="status">{model.hint}</p>
        <button type="button" onClick={ask("hint")}>Hint later</button>
        <button type="button" onClick={ask("leave")}>Leave</button>
        <button type="button" onClick={ask("theme")}>Dark theme</button>
        <button type="button" onClick={ask("field")}>To the field</button>
        <button type="button" onClick={ask("task")}>Ask outside</button>
        <button type="button" onClick={ask("reload")}>Reload</button>
        <button type="button" onClick={ask("clear")}>Clear</button>
        <button type="button" onClick={ask("break")}>Break</button>
        <button type="button" disabled>Never</button>
        <button type="button" hidden>Secret</button>
      </main>
    );
  },
  head: (model: Model) => ({ title: `${model.tasks.length} tasks` }),
  load: (async ({ db, session }) => ({ tasks: await tasksOf(db), user: session.userId })) satisfies Load<Page>,
  handlers: {
    async add({ db, publish }, { text, level, shout }) {
      const task = await db.first(addTask, [shout === "yes" ? text.toUpperCase() : text, level])
        .catch(invalidBy({ text: { text: ["Somebody has shouted it."] } }));
      if (!task) throw new TypeError("INSERT … RETURNING gave no row");
      publish(tasksTopic(), { task });
      return task;
    },
    clear: () => denied("Only the owner may."),
    signIn({ session }, { user }) {
      session.signIn(user);
      redirect("/tasks");
    },
  } satisfies Handlers<Page>,
  checks: {
    async add({ db, problem }, { text }) {
      if ((await tasksOf(db)).some((task) => task.text === text)) problem("text", "It is there already.");
    },
  } satisfies Checks<Page>,
};

function asked(what: Extract<Msg, { type: "asked" }>["what"]): Effect<Msg>[] {
  switch (what) {
    case "hint":
      return [after(1000, { type: "hinted", text: "later" })];
    case "leave":
      return [navigate("/about")];
    case "theme":
      return [cookie("theme", "dark mode")];
    case "field":
      return [focus("#what")];
    case "task":
      return [task(() => Promise.resolve({ type: "hinted", text: "from outside" }))];
    case "reload":
      return [reload()];
    case "clear":
      return [server.clear({}, (result) => ({ type: "cleared", result }))];
    case "break":
      throw new Error("The page is broken");
  }
}

const about = {
  view: () => (
    <main>
      <h1>About</h1>
      <a href="/tasks">Back to the tasks</a>
      <form action="/tasks">
        <button type="submit" name="filter" value="high">High ones</button>
      </form>
    </main>
  ),
  head: () => ({ title: "About" }),
};

function tasksOf(db: Reader): Promise<Task[]> {
  return db.all(allTasks, []);
}

const taskCodec = object({ id: json, text: json, level: json });
const inPages = { layouts: [], mode: "client" as const };

/** The table of the app, as `rally gen` would write it. */
export const table: AppTable = {
  schemaHash: hashOfSchema(),
  pages: [
    {
      ...inPages,
      id: "tasks",
      file: "app/pages/tasks.tsx",
      path: "/tasks",
      module: tasks,
      wire: {
        query: object({ filter: json }),
        data: object({ tasks: array(taskCodec), user: nullable(json) }),
        actions: {
          add: { input: object({ text: json, level: json, shout: json }), output: taskCodec },
          clear: { input: object({}) },
          signIn: { input: object({ user: json }) },
        },
      },
    },
    {
      ...inPages,
      id: "about",
      file: "app/pages/about.tsx",
      path: "/about",
      mode: "static",
      module: about,
      wire: { actions: {} },
    },
  ],
  layouts: [],
  notFound: [],
  error: [],
  endpoints: [],
  topics: [{ topic: tasksTopic, codec: object({ task: taskCodec }) }],
};

/** Starts the app for one test, with its page in a mode. */
export function startTasks(mode: "client" | "live", options: Omit<TestAppOptions, "modes"> = {}): TestApp {
  return testApp(table, { root: appFolder(), modes: { "/tasks": mode }, ...options });
}

/** What is in the database. */
export function savedTasks({ db }: TestApp): Promise<string[]> {
  return db.read(async (reader) => (await tasksOf(reader)).map(({ text }) => text));
}

/** Saves a task behind the pages' back. */
export async function saveTask({ db }: TestApp, text: string): Promise<void> {
  await db.write((writer) => writer.first(addTask, [text, "low"]));
}

let folder: string | undefined;

/** The folder with the app's migrations and seeds. */
export function appFolder(): string {
  if (folder !== undefined) return folder;
  folder = mkdtempSync(join(tmpdir(), "rally-tasks-"));
  for (const [name, text] of [["migrations", migration], ["seeds", seed]] as const) {
    mkdirSync(join(folder, "db", name), { recursive: true });
    writeFileSync(join(folder, "db", name, "001_tasks.sql"), text);
  }
  return folder;
}

function hashOfSchema(): string {
  const connection = openConnection(":memory:");
  migrate(connection, [{ name: "001_tasks.sql", text: migration }]);
  const hash = schemaHash(connection);
  connection.close();
  return hash;
}
