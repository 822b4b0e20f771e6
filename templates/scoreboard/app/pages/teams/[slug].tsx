/** One team: what it has done so far, and its games. */
import { type Effect, type Load, none, on, page, type Send, type Start } from "@rally/rally";
import { notFound } from "@rally/rally/server";
import { z } from "zod";
import { type Board, Game, Team, withGame } from "../../game.ts";
import { gameFrom } from "../../game_row.ts";
import { GameList, TeamCode, Ticker } from "../../game_views.tsx";
import { listTeamGames } from "../../sql/queries.ts";
import { recordOf } from "../../standings.ts";
import { teamTopic } from "../../topics.ts";
import { getTeam } from "./sql/queries.ts";

// CONTRACT
export const contract = page("/teams/:slug", {
  params: { slug: z.string() },
  data: z.object({ team: Team, games: z.array(Game) }),
});
type Page = typeof contract;

// MODEL AND MESSAGES
export type Model = Board & { readonly team: Team };
export type Msg = { type: "pushed"; game: Game };

// UPDATE LOOP
export function init({ data }: Start<Page>): [Model, Effect<Msg>[]] {
  return [data, none];
}

export function update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
  switch (msg.type) {
    case "pushed":
      return [withGame(model, msg.game), none];
  }
}

export const subscriptions = (model: Model) => [
  on(teamTopic({ slug: model.team.slug }), ({ game }): Msg => ({ type: "pushed", game })),
];

// VIEW
export function view(model: Model, _send: Send<Msg>) {
  const { team, games } = model;
  const record = recordOf(team.code, games);
  return (
    <>
      <header class="title team-title" data-team={team.code}>
        <TeamCode code={team.code} />
        <h1>{team.name}</h1>
        <Ticker board={model} />
      </header>
      <dl class="record" data-team={team.code}>
        <Figure name="Won" value={record.won} />
        <Figure name="Lost" value={record.lost} />
        <Figure name="Tied" value={record.tied} />
        <Figure name="Goals for" value={record.scored} />
        <Figure name="Goals against" value={record.conceded} />
      </dl>
      <GameList board={model} />
    </>
  );
}

function Figure({ name, value }: { name: string; value: number }) {
  return (
    <div class="figure">
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

export const head = ({ team }: Model) => ({ title: team.name });

// SERVER
export const load: Load<Page> = async ({ db, params }) => {
  const team = await getTeam(db, { slug: params.slug }) ?? notFound("This team does not exist.");
  const games = await listTeamGames(db, { code: team.code });
  return { team, games: games.map(gameFrom) };
};
