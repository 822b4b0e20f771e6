/**
 * Generating the code of a large app: 1,000 pages with contracts and 1,000 queries. As `rally gen` does on a fresh
 * checkout, and as `rally dev` does after a change of one page or of one query. Then a small app under `rally dev` itself.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createAppGenerator } from "../cli/app/generate_app.ts";
import { runDeno } from "../tools/run_command.ts";
import { scaffold } from "../tools/scaffold.ts";
import { timeOfSave } from "./save_query.ts";
import { median, printTable } from "./table.ts";

const pages = 1000;
const tables = 20;
const changes = 9;

/** Prints the times. */
export async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "rally-gen-"));
  try {
    const app = join(folder, "app");
    const made = await scaffold(app, "minimal");
    if (!made.ok) throw new Error(`Cannot make the app of the bench: "init" failed\n${made.output}`);
    rmSync(join(app, "app"), { recursive: true });
    rmSync(join(app, "db"), { recursive: true });
    for (const [path, text] of sources()) write(app, path, text);
    const cold = await timed(() => gen(app));
    const generator = createAppGenerator(app);
    await generator.generate({ write: true });
    const page = await afterChanges(generator, (round) => write(app, pageFile(round), pageText(round, "changed")));
    const query = await afterChanges(generator, (round) => write(app, queryFile(round), queryText(round, "<>")));
    generator.close();
    const save = await timeOfSave();
    printTable([
      [`${pages} pages, ${pages} queries`, "milliseconds", "expected at most"],
      ["rally gen, nothing generated", cold.toFixed(0), "5000"],
      ["after a change of one page", page.toFixed(0), "100"],
      ["after a change of one query", query.toFixed(0), "100"],
      ["a small app under rally dev: from the save of a query to its function", save.toFixed(0), "100"],
    ]);
    console.log(`\nmedians of ${changes} changes; the first line includes the start of Deno`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function afterChanges(
  generator: ReturnType<typeof createAppGenerator>,
  change: (round: number) => void,
): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < changes; round++) {
    change(round * 100);
    // As `dev` does after every build; nobody edits faster.
    generator.prepare();
    await new Promise((resolve) => setTimeout(resolve, 300));
    times.push(await timed(() => generator.generate({ write: true })));
  }
  return median(times);
}

async function gen(app: string): Promise<void> {
  const { ok, output } = await runDeno(["task", "gen"], { cwd: app });
  if (!ok) throw new Error(`Cannot generate the app of the bench\n${output}`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function sources(): [path: string, text: string][] {
  const numbers = Array.from({ length: pages }, (_, index) => index);
  return [
    ...numbers.map((index): [string, string] => [pageFile(index), pageText(index, "first")]),
    ...numbers.map((index): [string, string] => [queryFile(index), queryText(index, "=")]),
    ["db/migrations/001_tables.sql", numbers.slice(0, tables).map(tableText).join("")],
  ];
}

function tableText(index: number): string {
  return `CREATE TABLE items_${index} (id INTEGER PRIMARY KEY, name TEXT NOT NULL, count INTEGER NOT NULL, note TEXT) STRICT;\n`;
}

function pageFile(index: number): string {
  return `app/pages/items${index}/[id].tsx`;
}

function queryFile(index: number): string {
  return `app/pages/items${index}/sql/item_${index}.sql`;
}

function queryText(index: number, operator: "=" | "<>"): string {
  return `-- optional\nSELECT id, name, count, note FROM items_${index % tables} WHERE id ${operator} :id LIMIT 1;\n`;
}

function pageText(index: number, title: string): string {
  return `import { action, calls, type Effect, type Handlers, type Load, none, page, type Result, type Send, type Start } from "@rally/rally";
import { notFound } from "@rally/rally/server";
import { z } from "zod";
import { item${index} } from "./sql/queries.ts";

const Item = z.object({ id: z.int(), name: z.string(), count: z.int(), note: z.string().nullable() });

export const contract = page("/items${index}/:id", {
  mode: "client",
  params: { id: z.int() },
  query: { tab: z.enum(["all", "open"]).default("all") },
  data: z.object({ item: Item }),
  actions: { add: action(z.object({ by: z.int().min(1) }), Item) },
});
type Page = typeof contract;
const server = calls(contract);

type Model = { item: z.infer<typeof Item> };
type Msg = { type: "clicked" } | { type: "added"; result: Result<z.infer<typeof Item>> };

export const init = ({ data }: Start<Page>): [Model, Effect<Msg>[]] => [data, none];

export function update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
  switch (msg.type) {
    case "clicked":
      return [model, [server.add({ by: 1 }, (result) => ({ type: "added", result }))]];
    case "added":
      return [msg.result.ok ? { item: msg.result.value } : model, none];
  }
}

export const view = ({ item }: Model, send: Send<Msg>) => (
  <main title="${title}">
    <h1>{item.name}</h1>
    <button type="button" onClick={send({ type: "clicked" })}>{item.count}</button>
  </main>
);

export const load: Load<Page> = async ({ db, params }) => ({ item: await item${index}(db, params) ?? notFound() });
export const handlers: Handlers<Page> = {
  add: async ({ db, params }) => await item${index}(db, params) ?? notFound(),
};
`;
}

function write(app: string, path: string, text: string): void {
  mkdirSync(dirname(join(app, path)), { recursive: true });
  writeFileSync(join(app, path), text);
}
