/** What all contestants read and write. */

/** A row as every contestant gives it: names in camel case, `live` as a boolean. */
export interface Game extends NewGame {
  readonly id: number;
}

/** A row to insert. */
export interface NewGame {
  readonly home: string;
  readonly away: string;
  readonly homeScore: number;
  readonly awayScore: number;
  readonly note: string | null;
  readonly live: boolean;
}

/** The statements of the two that are written by hand, as `queries.sql` has them. */
export const statements = {
  byId: "SELECT id, home, away, home_score, away_score, note, live FROM games WHERE id = ?1",
  first: "SELECT id, home, away, home_score, away_score, note, live FROM games WHERE id <= ?1",
  add: "INSERT INTO games (home, away, home_score, away_score, note, live) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
} as const;

/** A way to the database, doing the four things that are measured. Each keeps a database of its own. */
export interface Contestant {
  readonly name: string;
  /** Point gets, in one read transaction, as the queries of a `load` are. Gives the last row. */
  get(ids: readonly number[]): Promise<Game | undefined>;
  /** All rows up to an id. */
  all(last: number): Promise<readonly Game[]>;
  /** Inserts a row in a transaction of its own, committed when it resolves. */
  add(game: NewGame): Promise<unknown>;
  /** Inserts all rows in one transaction, the way that is meant for many. */
  addAll(games: readonly NewGame[]): Promise<unknown>;
  close(): void | Promise<void>;
}

/** The row with this number. */
export function newGame(number: number): NewGame {
  return {
    home: `Toronto ${number}`,
    away: "Montréal",
    homeScore: number % 7,
    awayScore: number % 5,
    note: number % 3 === 0 ? null : "after overtime",
    live: number % 2 === 0,
  };
}
