import { page } from "@rally/rally";
import { z } from "zod";

export const contract = page("/teams/:slug", {
  query: { slug: z.string() },
});
export const view = () => <p>Hello</p>;
