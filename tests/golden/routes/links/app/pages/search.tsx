import { page } from "@rally/rally";
import { z } from "zod";

export const contract = page("/search", { query: { q: z.string(), exact: z.boolean().optional(), team: z.array(z.enum(["TOR", "MTL"])), year: z.array(z.int()) } });
export const view = () => <p>Hello</p>;
