import { z } from "zod";

export const Prefs = z.object({ theme: z.enum(["light", "dark"]).default("light") });
