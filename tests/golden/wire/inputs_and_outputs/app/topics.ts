import { topic } from "@rally/rally";
import { z } from "zod";
import { Game } from "./game.ts";

export { Game };
const Scored = z.object({ type: z.literal("scored"), game: Game });
export const gameTopic = topic("game/:id", {
  params: { id: z.int() },
  event: z.discriminatedUnion("type", [Scored, z.object({ type: z.literal("ended"), at: z.date() })]),
});
export const allGames = topic("games", { event: z.object({ game: Game }) });
