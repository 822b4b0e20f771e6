/**
 * The scoreboard from a terminal, by the same handlers as its pages: `scorectl list`, `scorectl score 1 home +1`,
 * `scorectl watch 1`. Run it with
 *
 * ```sh
 * SCORE_TOKEN=rally_… deno run --allow-net --allow-env=SCORE_URL,SCORE_TOKEN tools/scorectl.ts list
 * ```
 *
 * @module
 */
import { type Client, createClient, type GamesIdAdjustOutput } from "./client/client.ts";
import type { Refusal } from "./client/rally.ts";

type Game = GamesIdAdjustOutput;

const usage = "Usage: scorectl list | score GAME home|away +1|-1 | watch GAME";

/** Runs one command line and gives the exit code; `watch` runs until the signal ends it. */
export async function scorectl(
  args: readonly string[],
  { client, print, signal }: { client: Client; print: (line: string) => void; signal?: AbortSignal },
): Promise<number> {
  const [command, game = "", side, delta = ""] = args;
  const params = { id: Number(game) };
  if (command === "list") {
    const games = await client.load.games();
    if (!games.ok) return refused(games, print);
    for (const game of games.value.games) print(lineOf(game));
    return 0;
  }
  if (command === "score" && (side === "home" || side === "away") && /^[+-]1$/.test(delta)) {
    const result = await client.call.gamesId.adjust({ params, input: { side, delta: Number(delta) } });
    if (!result.ok) return refused(result, print);
    print(lineOf(result.value));
    return 0;
  }
  if (command === "watch" && game !== "") return await watch(client, params, { print, signal });
  print(usage);
  return 2;
}

async function watch(
  client: Client,
  params: { id: number },
  { print, signal }: { print: (line: string) => void; signal?: AbortSignal },
): Promise<number> {
  const { promise: code, resolve: end } = Promise.withResolvers<number>();
  const show = async () => {
    const loaded = await client.load.gamesId({ params });
    if (loaded.ok) print(lineOf(loaded.value.game));
    else end(refused(loaded, print));
  };
  const stop = client.listen.gameTopic({
    params,
    event: ({ game }) => print(lineOf(game)),
    resync: show, // at the start too: from here on nothing is missed
    refused: (refusal) => end(refused(refusal, print)),
  });
  signal?.addEventListener("abort", () => end(0));
  return await code.finally(stop);
}

function lineOf({ id, away, home, period, final }: Game): string {
  const status = final ? "Final" : period;
  return `${String(id).padStart(3)}  ${away.code} ${away.score} – ${home.score} ${home.code}  ${status}`;
}

function refused({ kind, message }: Refusal, print: (line: string) => void): number {
  print(`${kind}: ${message}`);
  return 1;
}

if (import.meta.main) {
  const url = Deno.env.get("SCORE_URL") ?? "http://127.0.0.1:8000";
  const client = createClient({ url, token: Deno.env.get("SCORE_TOKEN") });
  Deno.exit(await scorectl(Deno.args, { client, print: console.log }));
}
