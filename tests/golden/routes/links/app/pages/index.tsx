import { page } from "@rally/rally";
import { z } from "zod";

export const contract = page("/", { query: { page: z.int().default(1), open: z.boolean().catch(false), big: z.bigint().default(3n), since: z.date().default(() => new Date(0)), "sort-by": z.enum(["name", "score"]).optional() } });
export const view = () => <p>Hello</p>;
