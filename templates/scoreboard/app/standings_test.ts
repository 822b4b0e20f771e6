/** The league table. */
import { deepStrictEqual } from "node:assert";
import type { Game, Team } from "./game.ts";
import { recordOf, standings } from "./standings.ts";

const [cgy, mtl, tor] = ["CGY", "MTL", "TOR"].map((code): Team => ({ code, name: code, slug: code.toLowerCase() }));

function played(home: Team, away: Team, [homeScore, awayScore]: [number, number]): Game {
  return {
    id: 1,
    home: { ...home, score: homeScore },
    away: { ...away, score: awayScore },
    period: "3rd",
    final: true,
  };
}

Deno.test("recordOf() counts both sides of finals and nothing else", () => {
  const games = [
    played(tor, mtl, [3, 1]),
    played(cgy, tor, [4, 0]),
    played(tor, cgy, [2, 2]),
    played(mtl, cgy, [9, 9]),
    { ...played(tor, mtl, [8, 0]), final: false },
  ];
  deepStrictEqual(recordOf("TOR", games), { played: 3, won: 1, lost: 1, tied: 1, scored: 5, conceded: 7 });
});

Deno.test("standings() sorts by wins, then goals scored, then code", () => {
  const order = (games: Game[]) => standings([tor, mtl, cgy], games).map(({ team }) => team.code);
  deepStrictEqual(order([]), ["CGY", "MTL", "TOR"]);
  deepStrictEqual(order([played(tor, mtl, [1, 0])]), ["TOR", "CGY", "MTL"]);
  deepStrictEqual(order([played(tor, mtl, [1, 0]), played(mtl, cgy, [5, 4])]), ["MTL", "TOR", "CGY"]);
});
