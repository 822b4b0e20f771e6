import { browserFunction } from "@rally/rally";
import { z } from "zod";

const Place = z.object({ latitude: z.number(), longitude: z.number(), at: z.date() });

export const locate = browserFunction("locate", z.object({ precise: z.boolean() }), Place.nullable(), () => null);
export const distance = browserFunction("distance", z.tuple([Place, Place]), z.number(), () => 0);
export const helper = (text: string) => text.trim();
