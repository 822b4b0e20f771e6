/** What the pages read off a game. */
import { deepStrictEqual, strictEqual } from "node:assert";
import { type Board, changeBetween, type Game, statusOf, withGame } from "./game.ts";

const game: Game = {
  id: 1,
  home: { code: "TOR", name: "Toronto Tides", slug: "toronto-tides", score: 4 },
  away: { code: "MTL", name: "Montréal Meteors", slug: "montréal-meteors", score: 2 },
  period: "3rd",
  final: false,
};

Deno.test("statusOf() tells scheduled, live and final games apart", () => {
  deepStrictEqual(statusOf({ ...game, period: "Scheduled" }), { type: "scheduled" });
  deepStrictEqual(statusOf(game), { type: "live", period: "3rd" });
  deepStrictEqual(statusOf({ ...game, final: true }), { type: "final" });
});

Deno.test("withGame() replaces the game in its place and remembers what it was", () => {
  const board: Board = { games: [{ ...game, id: 7 }, game, { ...game, id: 9 }] };
  const scored = { ...game, home: { ...game.home, score: 5 } };
  const after = withGame(board, scored);
  deepStrictEqual(after.games.map(({ id, home }) => [id, home.score]), [[7, 4], [1, 5], [9, 4]]);
  strictEqual(after.previous, game);
});

Deno.test("withGame() leaves out a game that the page does not show", () => {
  const board: Board = { games: [game] };
  strictEqual(withGame(board, { ...game, id: 2 }), board);
});

Deno.test("changeBetween() names goals, corrections and the end of a game", () => {
  const scored = { ...game, away: { ...game.away, score: 3 } };
  strictEqual(changeBetween(game, scored), "Montréal Meteors score: MTL 3, TOR 4");
  strictEqual(changeBetween(scored, game), "Corrected: MTL 2, TOR 4");
  strictEqual(changeBetween(game, { ...game, final: true }), "Final: MTL 2, TOR 4");
  strictEqual(changeBetween(game, { ...game }), undefined);
});
