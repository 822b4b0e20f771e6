import { z } from "zod";

export const Game = z.object({ id: z.int(), home: z.string(), started: z.date().nullable() });
