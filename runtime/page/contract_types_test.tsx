import {
  action,
  calls,
  type Checks,
  type Effect,
  type Expected,
  form,
  type Handlers,
  type Load,
  none,
  on,
  page,
  type Result,
  type Send,
  type Start,
  topic,
} from "@rally/rally";
import { notFound } from "@rally/rally/server";
import { z } from "zod";

const gameTopic = topic("game/:id", {
  params: { id: z.int() },
  event: z.object({ game: z.object({ id: z.int(), home: z.string() }) }),
  authorize: (_c, p) => p.id > 0,
});
const Game = z.object({ id: z.int(), home: z.string() });
type Game = z.infer<typeof Game>;
export const contract = page("/games/:id", {
  mode: "client",
  params: { id: z.int() },
  query: { tab: z.enum(["score", "log"]).default("score") },
  data: z.object({ game: Game }),
  actions: {
    adjust: action(z.object({ side: z.enum(["home", "away"]), delta: z.int() }), Game),
    rename: action(z.object({ name: z.string() })),
  },
});
type Page = typeof contract;
const server = calls(contract);
export type Model = { game: Game; saving: boolean; problem?: string; renamed?: Result<undefined> };
export type Msg =
  | { type: "adjusted"; side: "home" | "away"; delta: number }
  | { type: "saved"; result: Result<Game> }
  | { type: "renamed"; result: Result<undefined> }
  | { type: "pushed"; game: Game };
export function init({ data }: Start<Page>): [Model, Effect<Msg>[]] {
  return [{ game: data.game, saving: false }, none];
}
export function update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
  switch (msg.type) {
    case "adjusted":
      return [{ ...model, saving: true }, [
        server.adjust({ side: msg.side, delta: msg.delta }, (result) => ({ type: "saved", result })),
      ]];
    case "saved":
      return msg.result.ok
        ? [{ ...model, game: msg.result.value }, none]
        : [{ ...model, problem: msg.result.message }, none];
    case "renamed":
      return [{ ...model, renamed: msg.result }, none];
    case "pushed":
      return [{ ...model, game: msg.game }, none];
  }
}
export const reloaded = ({ data }: Start<Page>): Msg => ({ type: "pushed", game: data.game });
export const expected: Expected<Page, Model> = {
  adjust: (model, { side, delta }) => {
    // A form sends strings; what is a string anyway keeps its type.
    const _side: "home" | "away" = side;
    // @ts-expect-error a number may have come as a string
    const _delta: number = delta;
    return { ...model, saving: Number(delta) > 0 };
  },
  // @ts-expect-error not an action of this page
  undo: (model: Model) => model,
};
export const subscriptions = (
  model: Model,
) => [on(gameTopic({ id: model.game.id }), (event): Msg => ({ type: "pushed", game: event.game }))];
const rename = form(server.rename, (result): Msg => ({ type: "renamed", result }));
export function view(model: Model, send: Send<Msg>) {
  const { attributes, field } = rename(send, model.renamed);
  return (
    <main>
      <button type="button" onClick={send({ type: "adjusted", side: "home", delta: 1 })} disabled={model.saving}>
        +
      </button>
      {model.problem && <p role="alert">{model.problem}</p>}
      {/* @ts-expect-error a raw function is no handler */}
      <button type="button" onClick={() => 3}>x</button>
      <form {...attributes}>
        <input {...field("name")} />
      </form>
    </main>
  );
}
export const load: Load<Page> = async ({ params, query }) => {
  const _t: "score" | "log" = query.tab;
  return { game: await Promise.resolve<Game | undefined>({ id: params.id, home: "x" }) ?? notFound() };
};
export const handlers: Handlers<Page> = {
  async adjust({ params, publish }, { side, delta }) {
    await 0;
    const game = { id: params.id, home: side + delta };
    publish(gameTopic({ id: params.id }), { game });
    return game;
  },
  rename() {
    return undefined;
  },
};
export const checks: Checks<Page> = {
  rename({ db, params, problem }, { name }) {
    const _id: number = params.id;
    // @ts-expect-error a field that is wrong, or was not filled in, is not there
    const _name: string = name;
    // @ts-expect-error a check only reads
    void db.run;
    problem("name", "Taken");
    problem("", "Not now");
    // @ts-expect-error not a field of this action
    problem("title", "Taken");
  },
  // @ts-expect-error not an action of this page
  undo() {},
};
