/**
 * The app that is attacked: the saves of `saves_app.tsx`, and a live page with a counter of its reader's own and the
 * latest news of its room.
 *
 * @module
 */
import {
  action,
  type Effect,
  type Handlers,
  none,
  on,
  page,
  type Result,
  type Send,
  type Subscription,
  topic,
} from "@rally/rally";
import type { AppTable } from "@rally/rally/server";
import { json, object } from "@rally/rally/wire";
import { z } from "zod";
import { savesTable } from "../../http/saves_app.tsx";

const newsTopic = topic("news/:room", { params: { room: z.int() }, event: z.object({ text: z.string() }) });
const contract = page("/rooms/:room", {
  mode: "live",
  params: { room: z.int() },
  actions: { tell: action(z.object({ text: z.string() })) },
});
type Room = typeof contract;

interface Model {
  readonly room: number;
  readonly count: number;
  readonly news: string;
}
type Msg = { type: "clicked" } | { type: "heard"; text: string } | { type: "told"; result: Result<unknown> };

const handlers: Handlers<Room> = {
  tell({ params, publish }, { text }) {
    publish(newsTopic({ room: params.room }), { text });
  },
};

const roomPage = {
  contract,
  init: ({ params }: { params: { room: number } }): [Model, Effect<Msg>[]] => [
    { room: params.room, count: 0, news: "" },
    none,
  ],
  update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
    if (msg.type === "clicked") return [{ ...model, count: model.count + 1 }, none];
    return [msg.type === "heard" ? { ...model, news: msg.text } : model, none];
  },
  subscriptions: ({ room }: Model): Subscription<Msg>[] => [
    on(newsTopic({ room }), ({ text }): Msg => ({ type: "heard", text })),
  ],
  view: (model: Model, send: Send<Msg>) => (
    <main>
      <button type="button" onClick={send({ type: "clicked" })}>{model.count}</button>
      <p>{model.news}</p>
      <ul>{Array.from({ length: 20 }, (_, at) => <li key={at}>{at} of {model.count}</li>)}</ul>
    </main>
  ),
  handlers,
};

/** The table of the app. */
export function liveTable(): AppTable {
  const saves = savesTable({}, []);
  return {
    ...saves,
    pages: [...saves.pages, {
      id: "rooms_room",
      file: "app/pages/rooms/[room].tsx",
      path: "/rooms/:room",
      mode: "live",
      module: roomPage,
      layouts: [],
      wire: { params: object({ room: json }), actions: { tell: { input: object({ text: json }) } } },
    }],
    topics: [{ topic: newsTopic, codec: object({ text: json }) }],
  };
}
