/**
 * One game, followed live. Change `mode` to `"live"` and the same file runs on the server: nothing else changes.
 */
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
import { href } from "../../../generated/routes.ts";
import { isAdmin } from "../../access.ts";
import { changeBetween, Delta, Game, Side } from "../../game.ts";
import { gameFrom } from "../../game_row.ts";
import { Badge, matchup, Score, Stepper, TeamCode } from "../../game_views.tsx";
import { changeScore } from "../../scoring.ts";
import { getGame } from "../../sql/queries.ts";
import { gameTopic } from "../../topics.ts";

// CONTRACT: what this page takes from the URL, and what crosses the wire
export const contract = page("/games/:id", {
  mode: "client",
  params: { id: z.int() },
  data: z.object({ game: Game, canScore: z.boolean() }),
  actions: { adjust: action(z.object({ side: Side, delta: Delta }), Game) },
});
type Page = typeof contract;
const server = calls(contract);

// MODEL AND MESSAGES
export type Model = {
  readonly game: Game;
  readonly canScore: boolean;
  /** The game before the last change: the view lights up the difference. */
  readonly previous?: Game;
  /** What happened since the page was opened, newest first. */
  readonly changes: readonly { readonly number: number; readonly text: string }[];
  readonly problem?: string;
};
export type Msg =
  | { type: "pushed"; game: Game }
  | { type: "adjusted"; result: Result<Game> }
  | { type: "reloaded"; game: Game; canScore: boolean };

// UPDATE LOOP: pure, runs on the side that `mode` names
export function init({ data }: Start<Page>): [Model, Effect<Msg>[]] {
  return [{ ...data, changes: [] }, none];
}

export function update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
  switch (msg.type) {
    case "pushed":
      return [received(model, msg.game), none];
    case "adjusted":
      return msg.result.ok
        ? [{ ...received(model, msg.result.value), problem: undefined }, none]
        : [{ ...model, problem: msg.result.message }, none];
    case "reloaded":
      return [{ ...received(model, msg.game), canScore: msg.canScore }, none];
  }
}

function received(model: Model, game: Game): Model {
  const text = changeBetween(model.game, game);
  if (text === undefined) return { ...model, game };
  const changes = [{ number: model.changes.length + 1, text }, ...model.changes];
  return { ...model, game, previous: model.game, changes };
}

// After a lost connection the page goes on with fresh data and keeps what it has seen.
export const reloaded = ({ data }: Start<Page>): Msg => ({ type: "reloaded", ...data });
export const subscriptions = (model: Model) => [
  on(gameTopic({ id: model.game.id }), ({ game }): Msg => ({ type: "pushed", game })),
];

// VIEW
const adjust = form(server.adjust, (result): Msg => ({ type: "adjusted", result }));

export function view(model: Model, send: Send<Msg>) {
  const { game, changes } = model;
  const sides: Side[] = ["away", "home"];
  const adjustForm = adjust(send);
  return (
    <>
      <h1 class="visually-hidden">{matchup(game)}</h1>
      <article class="hero">
        {sides.map((side) => (
          <section key={side} class="hero-side" data-team={game[side].code}>
            <TeamCode code={game[side].code} />
            <h2>
              <a href={href.teamsSlug({ slug: game[side].slug })}>{game[side].name}</a>
            </h2>
            <Score value={game[side].score} was={model.previous?.[side].score} />
            {model.canScore && !game.final && <Stepper form={adjustForm} game={game} side={side} />}
          </section>
        ))}
        <p class="hero-status">
          <Badge game={game} />
        </p>
      </article>
      {model.problem && <p class="problem" role="alert">{model.problem}</p>}
      <section class="feed" aria-labelledby="feed-title">
        <h2 id="feed-title">Since you came</h2>
        <ol aria-live="polite">
          {changes.map(({ number, text }) => <li key={number}>{text}</li>)}
        </ol>
        {changes.length === 0 && <p class="empty">Nothing yet. Goals arrive here by themselves.</p>}
      </section>
    </>
  );
}

export const head = ({ game: { away, home } }: Model) => ({
  title: `${away.code} ${away.score} – ${home.score} ${home.code}`,
});

// SERVER: never reaches the browser
export const load: Load<Page> = async ({ db, params, session }) => ({
  game: gameFrom(await getGame(db, { id: params.id }) ?? notFound("This game does not exist.")),
  canScore: await isAdmin(db, session),
});

export const handlers: Handlers<Page> = {
  adjust: (context, change) => changeScore(context, context.params.id, change),
};
