/**
 * The league table, computed from finals. The standings page and the team pages share it.
 *
 * @module
 */
import type { Game, Team } from "./game.ts";

/** What a team has done so far. */
export interface TeamRecord {
  readonly played: number;
  readonly won: number;
  readonly lost: number;
  readonly tied: number;
  /** Goals scored. */
  readonly scored: number;
  /** Goals conceded. */
  readonly conceded: number;
}

/** One row of the table. */
export interface Standing extends TeamRecord {
  readonly team: Team;
}

/** The record of one team; games that are not final do not count yet. */
export function recordOf(code: string, games: readonly Game[]): TeamRecord {
  const record = { played: 0, won: 0, lost: 0, tied: 0, scored: 0, conceded: 0 };
  for (const { home, away, final } of games) {
    if (!final || (home.code !== code && away.code !== code)) continue;
    const [own, other] = home.code === code ? [home.score, away.score] : [away.score, home.score];
    record.played++;
    record.scored += own;
    record.conceded += other;
    if (own > other) record.won++;
    else if (own < other) record.lost++;
    else record.tied++;
  }
  return record;
}

/** All teams, best first: by wins, then by goals scored, then by code, so that the order is always the same. */
export function standings(teams: readonly Team[], games: readonly Game[]): Standing[] {
  return teams
    .map((team) => ({ team, ...recordOf(team.code, games) }))
    .sort((a, b) => b.won - a.won || b.scored - a.scored || (a.team.code < b.team.code ? -1 : 1));
}
