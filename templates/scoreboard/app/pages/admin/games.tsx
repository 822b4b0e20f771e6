/** The desk from which admins keep the score. */
import {
  action,
  type Authorize,
  calls,
  type Effect,
  type Expected,
  form,
  type FormParts,
  type Handlers,
  type Load,
  none,
  on,
  page,
  type Result,
  type Send,
  type Start,
} from "@rally/rally";
import { redirect } from "@rally/rally/server";
import { z } from "zod";
import { href } from "../../../generated/routes.ts";
import { isAdmin } from "../../access.ts";
import { type Board, Delta, Game, Side, withGame, withGoal } from "../../game.ts";
import { gameFrom } from "../../game_row.ts";
import { Badge, matchup, Stepper, TeamLine, Ticker } from "../../game_views.tsx";
import { changeScore, closeGame } from "../../scoring.ts";
import { listGames } from "../../sql/queries.ts";
import { deskTopic } from "../../topics.ts";

// CONTRACT
export const contract = page("/admin/games", {
  mode: "client",
  data: z.object({ games: z.array(Game) }),
  actions: {
    adjust: action(z.object({ game: z.int(), side: Side, delta: Delta }), Game),
    finalize: action(z.object({ game: z.int() }), Game),
  },
});
type Page = typeof contract;
const server = calls(contract);

// MODEL AND MESSAGES
export type Model = Board & { readonly problem?: string };
export type Msg =
  | { type: "pushed"; game: Game }
  | { type: "answered"; result: Result<Game> };

// UPDATE LOOP
export function init({ data }: Start<Page>): [Model, Effect<Msg>[]] {
  return [data, none];
}

export function update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
  switch (msg.type) {
    case "pushed":
      return [withGame(model, msg.game), none];
    case "answered":
      return msg.result.ok
        ? [{ ...withGame(model, msg.result.value), problem: undefined }, none]
        : [{ ...model, problem: msg.result.message }, none];
  }
}

// An admin does not wait for the network: the desk shows the goal at once, and takes it back if it is refused.
export const expected: Expected<Page, Model> = {
  adjust(model, { game: id, side, delta }) {
    const game = model.games.find((each) => each.id === Number(id));
    return game ? withGame(model, withGoal(game, side, Number(delta))) : model;
  },
};

export const subscriptions = () => [on(deskTopic(), ({ game }): Msg => ({ type: "pushed", game }))];

// VIEW
const adjust = form(server.adjust, (result): Msg => ({ type: "answered", result }));
const finalize = form(server.finalize, (result): Msg => ({ type: "answered", result }));

export function view(model: Model, send: Send<Msg>) {
  const forms = { adjust: adjust(send), finalize: finalize(send) };
  const open = model.games.filter(({ final }) => !final);
  return (
    <>
      <header class="title">
        <h1>Score desk</h1>
        <Ticker board={model} />
      </header>
      {model.problem && <p class="problem" role="alert">{model.problem}</p>}
      <ul class="cards">
        {open.map((game) => <Desk key={game.id} game={game} previous={model.previous} forms={forms} />)}
      </ul>
      {open.length === 0 && <p class="empty">Every game is final. See you next season.</p>}
    </>
  );
}

type Forms = {
  readonly adjust: FormParts<{ game: number; side: Side; delta: number }>;
  readonly finalize: FormParts<{ game: number }>;
};

function Desk({ game, previous, forms }: { game: Game; previous: Game | undefined; forms: Forms }) {
  const before = previous?.id === game.id ? previous : undefined;
  const sides: Side[] = ["away", "home"];
  return (
    <li class="card desk">
      {sides.map((side) => (
        <div key={side} class="desk-side">
          <TeamLine game={game} side={side} was={before?.[side].score} />
          <Stepper form={forms.adjust} game={game} side={side}>
            <input type="hidden" {...forms.adjust.fixed("game", game.id)} />
          </Stepper>
        </div>
      ))}
      <div class="card-foot">
        <Badge game={game} />
        <form {...forms.finalize.attributes}>
          <button
            type="submit"
            {...forms.finalize.fixed("game", game.id)}
            aria-label={`Finalize ${matchup(game)}`}
          >
            Finalize
          </button>
        </form>
      </div>
    </li>
  );
}

export const head = () => ({ title: "Score desk" });

// SERVER
export const authorize: Authorize<Page> = ({ db, session, request }) => {
  if (session.userId === null) redirect(href.signIn({}, { return_to: request.path }));
  return isAdmin(db, session);
};

export const load: Load<Page> = async ({ db }) => ({ games: (await listGames(db)).map(gameFrom) });

export const handlers: Handlers<Page> = {
  adjust: (context, { game, ...change }) => changeScore(context, game, change),
  finalize: (context, { game }) => closeGame(context, game),
};
