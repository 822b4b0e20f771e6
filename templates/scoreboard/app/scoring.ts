/**
 * What admins do to a game. Every page with a score button calls these from its handlers, so that the rules and the
 * list of who is told stand in one place. Server only.
 *
 * @module
 */
import type { HandlerContext, Reader } from "@rally/rally";
import { conflict, denied, notFound } from "@rally/rally/server";
import { isAdmin } from "./access.ts";
import type { Game, Side } from "./game.ts";
import { gameFrom } from "./game_row.ts";
import { adjustScore, finalizeGame, getGame } from "./sql/queries.ts";
import { deskTopic, gamesTopic, gameTopic, teamTopic } from "./topics.ts";

/** What of a handler's context scoring needs: the contexts of all pages fit. */
type Context = Pick<HandlerContext, "db" | "session" | "publish">;

/** Gives a side a goal, or takes one back. */
export async function changeScore(context: Context, id: number, change: { side: Side; delta: number }): Promise<Game> {
  await openGame(context, id);
  const { side, delta } = change;
  await adjustScore(context.db, { id, home: side === "home" ? delta : 0, away: side === "away" ? delta : 0 });
  return announce(context, await requireGame(context.db, id));
}

/** Ends a game. */
export async function closeGame(context: Context, id: number): Promise<Game> {
  await openGame(context, id);
  await finalizeGame(context.db, { id });
  return announce(context, await requireGame(context.db, id));
}

/** Refuses everybody but admins, and games that are over: the other admin may have been quicker. */
async function openGame({ db, session }: Context, id: number): Promise<void> {
  if (!await isAdmin(db, session)) denied("Only admins keep the score.");
  const { away, home, final } = await requireGame(db, id);
  if (final) conflict(`${away.code} at ${home.code} is final: its score stands.`);
}

async function requireGame(db: Reader, id: number): Promise<Game> {
  const row = await getGame(db, { id });
  return row ? gameFrom(row) : notFound("This game does not exist.");
}

/** Tells every page that shows the game. Nothing leaves before the handler's transaction has committed. */
function announce({ publish }: Context, game: Game): Game {
  publish([
    gameTopic({ id: game.id }),
    gamesTopic(),
    teamTopic({ slug: game.home.slug }),
    teamTopic({ slug: game.away.slug }),
    deskTopic(),
  ], { game });
  return game;
}
