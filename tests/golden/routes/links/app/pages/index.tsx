import { page } from "@rally/rally";
import { z } from "zod";

export const contract = page("/", { query: { page: z.int().default(1), "sort-by": z.enum(["name", "score"]).optional() } });
export const view = () => <p>Hello</p>;
