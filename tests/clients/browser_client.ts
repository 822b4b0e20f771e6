/** What the test of the generated client runs in a browser: one program that uses every part of it. */
import { createClient } from "../../templates/scoreboard/tools/client/client.ts";
import type { ClientOptions } from "../../templates/scoreboard/tools/client/rally.ts";

/** Reads a game, gives a goal, hears of it, and asks for too much; or says why it cannot. */
export async function follow(options: ClientOptions): Promise<unknown> {
  const scores = createClient({ ...options, retries: 0 });
  const read = await scores.load.gamesId({ params: { id: 1 } });
  if (!read.ok) return read.kind;
  const heard = Promise.withResolvers<number | string>();
  const stop = scores.listen.gameTopic({
    params: { id: 1 },
    since: read.position,
    event: ({ game }) => heard.resolve(game.home.score),
    refused: ({ kind }) => heard.resolve(kind),
  });
  const scored = await scores.call.gamesId.adjust({ params: { id: 1 }, input: { side: "home", delta: 1 } });
  const refused = await scores.call.gamesId.adjust({ params: { id: 1 }, input: { side: "home", delta: 7 } });
  const told = await heard.promise;
  stop();
  return {
    read: read.value.game.home.score,
    scored: scored.ok ? scored.value.home.score : scored.kind,
    told,
    refused: !refused.ok && refused.kind === "invalid" ? refused.fields : refused,
  };
}
