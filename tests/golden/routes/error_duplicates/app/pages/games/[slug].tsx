import { page } from "@rally/rally";
import { z } from "zod";

export const contract = page("/games/:slug", { params: { slug: z.string() } });
export const view = () => <p>Hello</p>;
