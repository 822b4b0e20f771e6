/**
 * A game as every page and every event shows it, and what the pages read off it. Both sides import this file; in the
 * browser only the functions are left of it.
 *
 * @module
 */
import { z } from "zod";

/** A team, as links and headings need it. */
export const Team = z.object({ code: z.string(), name: z.string(), slug: z.string() });
export type Team = z.infer<typeof Team>;

/** A whole game, so that an event needs no query to be shown: what has arrived replaces what was there. */
export const Game = z.object({
  id: z.int(),
  home: Team.extend({ score: z.int() }),
  away: Team.extend({ score: z.int() }),
  /** As the table's CHECK lists them: another value there is a type error in `game_row.ts`. */
  period: z.enum(["Scheduled", "1st", "2nd", "3rd", "OT"]),
  final: z.boolean(),
});
export type Game = z.infer<typeof Game>;

/** One side of a game, and what a score may be changed by: one goal given, or one taken back. */
export const Side = z.enum(["home", "away"]);
export type Side = z.infer<typeof Side>;
export const Delta = z.int().min(-1).max(1);

/** What the badge of a game says. */
export type Status =
  | { readonly type: "scheduled" }
  | { readonly type: "live"; readonly period: Game["period"] }
  | { readonly type: "final" };

export function statusOf(game: Game): Status {
  if (game.final) return { type: "final" };
  return game.period === "Scheduled" ? { type: "scheduled" } : { type: "live", period: game.period };
}

/** Games on a page, and the one that changed last as it was before: views light up the difference. */
export interface Board {
  readonly games: readonly Game[];
  readonly previous?: Game;
}

/** Puts a pushed game in the place of its older self. A game that the page does not show stays out. */
export function withGame<B extends Board>(board: B, game: Game): B {
  const previous = board.games.find(({ id }) => id === game.id);
  if (!previous) return board;
  return { ...board, previous, games: board.games.map((each) => each.id === game.id ? game : each) };
}

/**
 * A game after a goal was given or taken back, as `adjust_score.sql` will have it: a score stops at zero, the first goal
 * starts a scheduled game, and a final game is left alone.
 */
export function withGoal(game: Game, side: Side, delta: number): Game {
  if (game.final) return game;
  const team = game[side];
  const period = game.period === "Scheduled" && delta > 0 ? "1st" : game.period;
  return { ...game, period, [side]: { ...team, score: Math.max(team.score + delta, 0) } };
}

/** Says in words what has changed between two states of a game; `undefined` when nothing that shows has. */
export function changeBetween(before: Game, after: Game): string | undefined {
  const score = `${after.away.code} ${after.away.score}, ${after.home.code} ${after.home.score}`;
  if (after.final && !before.final) return `Final: ${score}`;
  const scored = [after.away, after.home].find(({ code, score }) => score > scoreOf(before, code));
  if (scored) return `${scored.name} score: ${score}`;
  const corrected = after.away.score !== before.away.score || after.home.score !== before.home.score;
  return corrected ? `Corrected: ${score}` : undefined;
}

function scoreOf(game: Game, code: string): number {
  return game.home.code === code ? game.home.score : game.away.score;
}
