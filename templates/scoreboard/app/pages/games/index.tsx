/** All games as cards; `?team=TOR` shows the games of one team. */
import { type Effect, type Load, none, on, page, type Send, type Start } from "@rally/rally";
import { z } from "zod";
import { href } from "../../../generated/routes.ts";
import { type Board, Game, Team, withGame } from "../../game.ts";
import { gameFrom } from "../../game_row.ts";
import { GameList, TeamCode, Ticker } from "../../game_views.tsx";
import { listGames, listTeamGames, listTeams } from "../../sql/queries.ts";
import { gamesTopic } from "../../topics.ts";

// CONTRACT
export const contract = page("/games", {
  query: { team: z.string().optional() },
  data: z.object({ games: z.array(Game), teams: z.array(Team) }),
});
type Page = typeof contract;

// MODEL AND MESSAGES
export type Model = Board & { readonly teams: readonly Team[]; readonly team: string | undefined };
export type Msg = { type: "pushed"; game: Game };

// UPDATE LOOP
// There is no `reloaded`: another filter starts the page anew, and nothing here is worth keeping.
export function init({ data, query }: Start<Page>): [Model, Effect<Msg>[]] {
  return [{ ...data, team: query.team }, none];
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
        <h1>Games</h1>
        <Ticker board={model} />
      </header>
      <nav class="filter" aria-label="Filter by team">
        <a href={href.games()} aria-current={model.team === undefined ? "true" : undefined}>All</a>
        {model.teams.map(({ code, name }) => (
          <a
            key={code}
            href={href.games({}, { team: code })}
            aria-current={model.team === code ? "true" : undefined}
            aria-label={`${code}, ${name}`}
          >
            <TeamCode code={code} />
          </a>
        ))}
      </nav>
      <GameList board={model} />
      {model.games.length === 0 && <p class="empty">No team has the code {model.team}.</p>}
    </>
  );
}

export const head = ({ team }: Model) => ({ title: team === undefined ? "Games" : `Games of ${team}` });

// SERVER
export const load: Load<Page> = async ({ db, query }) => {
  const games = query.team === undefined ? await listGames(db) : await listTeamGames(db, { code: query.team });
  return { games: games.map(gameFrom), teams: await listTeams(db) };
};
