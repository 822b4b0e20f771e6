import { topic } from "@rally/rally";
import { z } from "zod";

export const Score = z.object({ home: z.int(), away: z.int() });

export const gameTopic = topic("game/:id", {
  params: { id: z.int() },
  event: z.discriminatedUnion("type", [
    z.object({ type: z.literal("scored"), score: Score }),
    z.object({ type: z.literal("ended") }),
  ]),
  authorize: (_context, params) => params.id > 0 && Deno.env.get("SECRET_OF_TOPICS") === undefined,
});
