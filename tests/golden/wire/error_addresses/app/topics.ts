import { topic } from "@rally/rally";
import { z } from "zod";

export const gameTopic = topic("game/:id/:side", { params: { id: z.int(), other: z.string() }, event: z.unknown() });
export const dayTopic = topic("day/:day", { params: { day: z.date() }, event: z.object({ a: z.int() }) });
export const sameTopic = topic("day/:day", { params: { day: z.iso.date() }, event: z.object({ a: z.int() }) });
