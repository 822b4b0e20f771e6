/** The league table. It is computed from the finals in the view, so a push that ends a game sorts it anew. */
import { type Effect, type Load, none, on, page, type Send, type Start } from "@rally/rally";
import { z } from "zod";
import { href } from "../../generated/routes.ts";
import { type Board, Game, Team, withGame } from "../game.ts";
import { gameFrom } from "../game_row.ts";
import { flipOf, TeamCode, Ticker } from "../game_views.tsx";
import { listGames, listTeams } from "../sql/queries.ts";
import { recordOf, standings } from "../standings.ts";
import { gamesTopic } from "../topics.ts";

// CONTRACT
export const contract = page("/standings", {
  data: z.object({ games: z.array(Game), teams: z.array(Team) }),
});
type Page = typeof contract;

// MODEL AND MESSAGES
export type Model = Board & { readonly teams: readonly Team[] };
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

export const subscriptions = () => [on(gamesTopic(), ({ game }): Msg => ({ type: "pushed", game }))];

// VIEW
export function view(model: Model, _send: Send<Msg>) {
  return (
    <>
      <header class="title">
        <h1>Standings</h1>
        <Ticker board={model} />
      </header>
      <table class="standings">
        <caption class="visually-hidden">Teams by wins, then by goals scored</caption>
        <thead>
          <tr>
            <th scope="col">
              <span class="visually-hidden">Place</span>
            </th>
            <th scope="col">Team</th>
            <Column short="P" long="Played" />
            <Column short="W" long="Won" />
            <Column short="L" long="Lost" />
            <Column short="T" long="Tied" />
            <Column short="GF" long="Goals for" />
            <Column short="GA" long="Goals against" />
          </tr>
        </thead>
        <tbody>
          {standings(model.teams, model.games).map(({ team, ...record }, index) => (
            <tr key={team.code} data-team={team.code} data-flip={flipOf(record.played, playedBefore(model, team))}>
              <td class="place">{index + 1}</td>
              <th scope="row">
                <TeamCode code={team.code} />
                <a class="team-name" href={href.teamsSlug({ slug: team.slug })}>{team.name}</a>
              </th>
              <td>{record.played}</td>
              <td class="wins">{record.won}</td>
              <td>{record.lost}</td>
              <td>{record.tied}</td>
              <td>{record.scored}</td>
              <td>{record.conceded}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Column({ short, long }: { short: string; long: string }) {
  return (
    <th scope="col">
      <abbr title={long}>{short}</abbr>
    </th>
  );
}

/** How many games a team had played before the last event: its row lights up when that event was its final. */
function playedBefore({ games, previous }: Model, team: Team): number | undefined {
  return previous && recordOf(team.code, withGame({ games }, previous).games).played;
}

export const head = () => ({ title: "Standings" });

// SERVER
export const load: Load<Page> = async ({ db }) => ({
  games: (await listGames(db)).map(gameFrom),
  teams: await listTeams(db),
});
