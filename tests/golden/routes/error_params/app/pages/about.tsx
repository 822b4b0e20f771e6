import { page } from "@rally/rally";
import { z } from "zod";

export const contract = page("/about", {
  params: { a: z.int(), b: z.int() },
});
export const view = () => <p>Hello</p>;
