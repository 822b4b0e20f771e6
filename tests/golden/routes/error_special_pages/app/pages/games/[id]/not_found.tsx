import { page } from "@rally/rally";
import { z } from "zod";

export const contract = page("/games/:id/not_found", { params: { id: z.int() }, query: { tab: z.string() } });
export const view = () => <p>Hello</p>;
