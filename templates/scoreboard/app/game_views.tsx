/**
 * Parts of the scoreboard that several pages show: plain functions of their props, without state.
 *
 * @module
 */
import type { FormParts, View } from "@rally/rally";
import { href } from "../generated/routes.ts";
import { type Board, changeBetween, type Game, type Side, statusOf } from "./game.ts";

/** Scheduled, the period of a game that is on, or Final. */
export function Badge({ game }: { game: Game }) {
  const status = statusOf(game);
  switch (status.type) {
    case "scheduled":
      return <span class="badge" data-status="scheduled">Scheduled</span>;
    case "live":
      return <span class="badge" data-status="live">Live · {status.period}</span>;
    case "final":
      return <span class="badge" data-status="final">Final</span>;
  }
}

/** A score on its tile. The tile flips when the score differs from what it was before the last event. */
export function Score({ value, was }: { value: number; was: number | undefined }) {
  return <span class="score" data-flip={flipOf(value, was)}>{value}</span>;
}

/**
 * Which of the two flips a tile shows. A browser restarts an animation only when its name changes, so odd and even
 * numbers have one each.
 */
export function flipOf(value: number, was: number | undefined): "odd" | "even" | undefined {
  if (was === undefined || was === value) return undefined;
  return value % 2 === 0 ? "even" : "odd";
}

/** Says aloud, and in one line, what changed last on a page. */
export function Ticker({ board }: { board: Board }) {
  const { previous } = board;
  const game = board.games.find(({ id }) => id === previous?.id);
  const change = previous && game && changeBetween(previous, game);
  return <p class="ticker" role="status">{change ?? "Scores arrive here by themselves."}</p>;
}

/** All games of a board as cards: what is on now, what comes, what is over. */
export function GameList({ board }: { board: Board }) {
  const sections = [
    { status: "live", title: "On now" },
    { status: "scheduled", title: "Up next" },
    { status: "final", title: "Final" },
  ].map((section) => ({ ...section, games: board.games.filter((game) => statusOf(game).type === section.status) }));
  return (
    <>
      {sections.filter(({ games }) => games.length > 0).map(({ status, title, games }) => (
        <section key={status} class="games" aria-labelledby={`games-${status}`}>
          <h2 id={`games-${status}`}>{title}</h2>
          <ul class="cards">
            {games.map((game) => <GameCard key={game.id} game={game} previous={board.previous} />)}
          </ul>
        </section>
      ))}
    </>
  );
}

function GameCard({ game, previous }: { game: Game; previous: Game | undefined }) {
  const before = previous?.id === game.id ? previous : undefined;
  return (
    <li class="card" data-status={statusOf(game).type}>
      <TeamLine game={game} side="away" was={before?.away.score} />
      <TeamLine game={game} side="home" was={before?.home.score} />
      <p class="card-foot">
        <Badge game={game} />
        <a class="card-link" href={href.gamesId({ id: game.id })}>
          Details<span class="visually-hidden">: {matchup(game)}</span>
        </a>
      </p>
    </li>
  );
}

/** One side of a game: colour, name and score. Scheduled games have no score to show. */
export function TeamLine({ game, side, was }: { game: Game; side: Side; was: number | undefined }) {
  const team = game[side];
  const behind = team.score < game[side === "home" ? "away" : "home"].score;
  const scheduled = statusOf(game).type === "scheduled";
  return (
    <p class="team-line" data-team={team.code} data-behind={behind ? "" : undefined}>
      <TeamCode code={team.code} />
      <span class="team-name">{team.name}</span>
      {scheduled ? <span class="score" data-empty="">–</span> : <Score value={team.score} was={was} />}
    </p>
  );
}

/** The code of a team in its colours. It stands beside the name, so it is not read aloud as well. */
export function TeamCode({ code }: { code: string }) {
  return <span class="team-code" data-team={code} aria-hidden="true">{code}</span>;
}

/** The visitors are named first, as the scoreboard shows them. */
export function matchup({ away, home }: Game): string {
  return `${away.name} at ${home.name}`;
}

/**
 * − and + for one side of a game: one form with two buttons. Without JavaScript it posts; with it, the same form goes
 * over the socket, so there is one handler and one message for both. `children` are further hidden fields.
 */
export function Stepper({ form, game, side, children }: {
  form: FormParts<{ side: Side; delta: number }>;
  game: Game;
  side: Side;
  children?: View;
}) {
  const { code, name, score } = game[side];
  return (
    <form class="stepper" data-team={code} {...form.attributes}>
      {children}
      <input type="hidden" {...form.fixed("side", side)} />
      <button
        type="submit"
        {...form.fixed("delta", -1)}
        disabled={score === 0}
        aria-label={`Take one goal from ${name}`}
      >
        −
      </button>
      <button type="submit" {...form.fixed("delta", 1)} aria-label={`Add one goal for ${name}`}>+</button>
    </form>
  );
}
