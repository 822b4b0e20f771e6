/** What the test of the generated client runs in Node: one program that uses every part of it. */
import { createClient } from "../../templates/scoreboard/tools/client/client.ts";

const { env } = (globalThis as unknown as { process: { env: Record<string, string> } }).process;
const client = createClient({ url: env["SCORE_URL"]!, token: env["SCORE_TOKEN"]! });
const game = await client.load.gamesId({ params: { id: 1 } });
const scored = await client.call.gamesId.adjust({ params: { id: 1 }, input: { side: "home", delta: 1 } });
const invalid = await client.call.gamesId.adjust({ params: { id: 1 }, input: { side: "home", delta: 7 } });
const missing = await client.load.gamesId({ params: { id: 999 } });
const before = game.ok && game.value.game.home.score;
const after = scored.ok && scored.value.home.score;
const kinds = [invalid, missing].map((result) => result.ok ? "ok" : result.kind);
console.log(JSON.stringify({ before, after, kinds }));
