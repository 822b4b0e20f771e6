/** The page of one game without a server and without a browser: its functions are pure. */
import { ok, refuse } from "@rally/rally";
import { deepStrictEqual, strictEqual } from "node:assert";
import type { Game } from "../../game.ts";
import { init, reloaded, subscriptions, update } from "./[id].tsx";

const game: Game = {
  id: 1,
  home: { code: "TOR", name: "Toronto Tides", slug: "toronto-tides", score: 4 },
  away: { code: "MTL", name: "Montréal Meteors", slug: "montréal-meteors", score: 2 },
  period: "3rd",
  final: false,
};
const scored: Game = { ...game, home: { ...game.home, score: 5 } };
const start = { data: { game, canScore: true }, params: { id: 1 }, query: {}, path: "/games/1" };
const [fresh] = init(start);

Deno.test("a pushed goal is shown, told, and can be told from the score before", () => {
  const [model, effects] = update(fresh, { type: "pushed", game: scored });
  strictEqual(model.game, scored);
  strictEqual(model.previous, game);
  deepStrictEqual(model.changes, [{ number: 1, text: "Toronto Tides score: MTL 2, TOR 5" }]);
  deepStrictEqual(effects, []);
});

Deno.test("changes stand newest first", () => {
  const [once] = update(fresh, { type: "pushed", game: scored });
  const [twice] = update(once, { type: "pushed", game: { ...scored, final: true } });
  deepStrictEqual(twice.changes.map(({ number }) => number), [2, 1]);
});

Deno.test("a refusal is shown until the next answer", () => {
  const [refused] = update(fresh, { type: "adjusted", result: refuse.conflict("It is final.") });
  strictEqual(refused.problem, "It is final.");
  strictEqual(refused.game, game);
  const [done] = update(refused, { type: "adjusted", result: ok(scored) });
  strictEqual(done.problem, undefined);
  strictEqual(done.game, scored);
});

Deno.test("reloaded data keeps what the page has seen", () => {
  const [seen] = update(fresh, { type: "pushed", game: scored });
  const [model] = update(seen, reloaded({ ...start, data: { game: scored, canScore: false } }));
  strictEqual(model.canScore, false);
  deepStrictEqual(model.changes, seen.changes);
});

Deno.test("subscriptions follow the game of the page", () => {
  const [subscription] = subscriptions(fresh);
  strictEqual(subscription.address.key, "game/1");
  deepStrictEqual(subscription.toMessage({ game: scored }), { type: "pushed", game: scored });
});
