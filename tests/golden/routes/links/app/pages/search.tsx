import { page } from "@rally/rally";
import { z } from "zod";

export const contract = page("/search", { query: { q: z.string(), exact: z.boolean().optional() } });
export const view = () => <p>Hello</p>;
