/**
 * From the flat row of a query to the game that pages show. Server only: it sees the queries.
 *
 * @module
 */
import type { Game } from "./game.ts";
import type { ListGamesRow } from "./sql/queries.ts";

/** Every query of games selects the same columns, so one function serves them all. SQLite has no booleans. */
export function gameFrom(row: ListGamesRow): Game {
  return {
    id: row.id,
    home: { code: row.homeCode, name: row.homeName, slug: row.homeSlug, score: row.homeScore },
    away: { code: row.awayCode, name: row.awayName, slug: row.awaySlug, score: row.awayScore },
    period: row.period,
    final: row.final === 1,
  };
}
