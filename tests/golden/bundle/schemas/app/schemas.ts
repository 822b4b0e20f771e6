import { z } from "zod";

export const Team = z.object({ code: z.string().length(3) });
export const isCode = (text: string) => Team.shape.code.safeParse(text).success;
