/**
 * What handlers tell to the pages that show it. Every event carries the whole game: a page needs no query to follow,
 * and one that missed an event is right again with the next.
 *
 * @module
 */
import { topic } from "@rally/rally";
import { z } from "zod";
import { isAdmin } from "./access.ts";
import { Game } from "./game.ts";

const event = z.object({ game: Game });

/** One game: its own page listens. */
export const gameTopic = topic("game/:id", { params: { id: z.int() }, event });

/** All games: the scoreboard and the standings listen. */
export const gamesTopic = topic("games", { event });

/** The games of one team. */
export const teamTopic = topic("team/:slug", { params: { slug: z.string() }, event });

/** All games again, for the desks of the admins: who may listen is decided when they subscribe. */
export const deskTopic = topic("admin/games", {
  event,
  authorize: ({ db, session }) => isAdmin(db, session),
});
