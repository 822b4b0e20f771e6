/**
 * How SQLite runs a statement: `EXPLAIN QUERY PLAN`, on the migrated database without rows. It knows the indexes, not how
 * many rows there will be.
 */
import type { Connection } from "../../db/types.ts";

/** One step of a plan. */
export interface PlanStep {
  /** As SQLite says it: `SEARCH games USING INDEX games_by_league (league=?)`. */
  readonly text: string;
  /** How deep it lies in others, from 0. */
  readonly depth: number;
}

/** The plan of a statement, whose parameters are positions. */
export function planOf(connection: Connection, sql: string, parameters: number): PlanStep[] {
  const rows = connection.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(Array.from({ length: parameters }, () => null));
  const depths = new Map<unknown, number>([[0, 0]]);
  return rows.map(([id, parent, , text]) => {
    const depth = depths.get(parent) ?? 0;
    depths.set(id, depth + 1);
    return { text: String(text), depth };
  });
}
