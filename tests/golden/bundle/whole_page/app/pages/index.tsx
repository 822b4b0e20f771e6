import {
  action,
  calls,
  type Effect,
  form,
  type Handlers,
  type Load,
  none,
  on,
  page,
  type Result,
  type Send,
  type Start,
} from "@rally/rally";
import { notFound } from "@rally/rally/server";
import { z } from "zod";
import { gameTopic } from "../topics.ts";
import { gameById, setHome } from "./sql/queries.ts";

const Game = z.object({ id: z.int(), home: z.int() });
type Game = z.infer<typeof Game>;

export const contract = page("/", {
  mode: "client",
  data: z.object({ game: Game }),
  actions: {
    adjust: action(z.object({ home: z.int() }), Game),
    rename: action(z.object({ name: z.string() }), { over: "post" }),
  },
});
type Page = typeof contract;
const server = calls(contract);

export type Model = { game: Game; last?: Result<undefined> };
export type Msg =
  | { type: "adjusted"; home: number }
  | { type: "saved"; result: Result<Game> }
  | { type: "renamed"; result: Result<undefined> }
  | { type: "pushed" };

export function init({ data }: Start<Page>): [Model, Effect<Msg>[]] {
  return [{ game: data.game }, none];
}

export function update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
  switch (msg.type) {
    case "adjusted":
      return [model, [server.adjust({ home: msg.home }, (result) => ({ type: "saved", result }))]];
    case "saved":
      return msg.result.ok ? [{ ...model, game: msg.result.value }, none] : [model, none];
    case "renamed":
      return [{ ...model, last: msg.result }, none];
    case "pushed":
      return [model, none];
  }
}

export const subscriptions = (model: Model) => [on(gameTopic({ id: model.game.id }), (): Msg => ({ type: "pushed" }))];

const rename = form(server.rename, (result): Msg => ({ type: "renamed", result }));

export function view(model: Model, send: Send<Msg>) {
  const { attributes, field } = rename(send, model.last);
  return (
    <main>
      <button type="button" onClick={send({ type: "adjusted", home: model.game.home + 1 })}>+</button>
      <form {...attributes}>
        <input {...field("name")} />
      </form>
    </main>
  );
}

export const head = (model: Model) => ({ title: `Game ${model.game.id}` });

export const load: Load<Page> = async ({ db }) => ({ game: await gameById(db, { id: 1 }) ?? notFound() });

export const handlers: Handlers<Page> = {
  async adjust({ db, publish }, { home }) {
    await setHome(db, { home });
    publish(gameTopic({ id: 1 }), { type: "ended" });
    return Game.parse({ id: 1, home });
  },
  rename: () => undefined,
};
