import { z } from "zod";

export const Prefs = z.object({ theme: z.enum(["light", "dark"]).default("light") });

/** Stored as one text, `"red,blue"`, and given as a list. */
export const Tags = z.string().transform((text) => text.split(","));

/** Stored as a text, and given as a moment. */
export const Seen = z.object({ at: z.iso.datetime().transform((text) => new Date(text)) });

/** Takes a moment, and no JSON does. */
export const Unstorable = z.object({ at: z.date() });
