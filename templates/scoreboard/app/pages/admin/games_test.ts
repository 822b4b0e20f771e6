/** The desk: answers and events become the same board. */
import { ok, refuse } from "@rally/rally";
import { deepStrictEqual, strictEqual } from "node:assert";
import type { Game, Side } from "../../game.ts";
import { expected, init, update } from "./games.tsx";

const game: Game = {
  id: 1,
  home: { code: "TOR", name: "Toronto Tides", slug: "toronto-tides", score: 4 },
  away: { code: "MTL", name: "Montréal Meteors", slug: "montréal-meteors", score: 2 },
  period: "3rd",
  final: false,
};
const scored: Game = { ...game, home: { ...game.home, score: 5 } };
const [fresh] = init({ data: { games: [game] }, params: {}, query: {}, path: "/admin/games" });

Deno.test("an answer and a push of the other admin change the board alike", () => {
  const [answered] = update(fresh, { type: "answered", result: ok(scored) });
  const [pushed] = update(fresh, { type: "pushed", game: scored });
  deepStrictEqual(answered.games, pushed.games);
});

Deno.test("a refused change leaves the board as it is and says why", () => {
  const [refused] = update(fresh, { type: "answered", result: refuse.conflict("Too late.") });
  strictEqual(refused.problem, "Too late.");
  deepStrictEqual(refused.games, [game]);
});

Deno.test("the desk shows a goal before it is saved, and never a score below zero", () => {
  const adjust = (side: Side, delta: string) => expected.adjust?.(fresh, { game: "1", side, delta })?.games[0];
  deepStrictEqual(adjust("home", "1"), scored);
  const [none] = init({
    data: { games: [{ ...game, away: { ...game.away, score: 0 } }] },
    params: {},
    query: {},
    path: "/",
  });
  strictEqual(expected.adjust?.(none, { game: "1", side: "away", delta: "-1" }).games[0]?.away.score, 0);
});
