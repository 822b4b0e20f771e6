import { page } from "@rally/rally";
import { z } from "zod";

const Game = z.object({ id: z.int() });

export const contract = page("/direct", { data: Game });
export const init = () => [Game.parse({ id: 1 }), []];
export const view = () => <p>x</p>;
