import * as rally from "@rally/rally";
import * as answers from "@rally/rally/server";
import type { Context } from "hono";
import { Hono } from "hono";
import { WebSocketServer } from "ws";
import { readFileSync } from "node:fs";
import * as zod from "zod";
import { type Row, type Store } from "../types.ts";
import type { opened } from "../types.ts";
import { type DatabaseSync } from "node:sqlite";
import note from "../note.txt" with { type: "text" };
import words from "../words.json" with { type: "json" };
import "../focus.client.ts";

const Data = zod.object({ id: zod.int() });
export const contract = rally.page("/", { data: Data, actions: { go: rally.action(Data) } });
const server = rally.calls(contract);
const api = new Hono().get("/", (context: Context) => context.text(readFileSync("secret.txt", "utf8")));
const sockets = new WebSocketServer({ noServer: true });

export const init = (): [Row, rally.Effect<never>[]] => [{ id: 1 }, rally.none];

export function update(model: Row, name: { id: number }): [Row, rally.Effect<{ id: number }>[]] {
  const Deno = { id: name.id };
  return [model, [server.go({ ...Deno }, () => ({ id: 1 }))]];
}

export function view(model: Row) {
  return <p title={note}>{words.hello} {model.id}</p>;
}

export const load = (): { store: Store | DatabaseSync | typeof opened; id: number } => api && sockets && answers.notFound();

export const handlers = {
  async go() {
    const { opened } = await import("../types.ts");
    return opened;
  },
};
