import { page } from "@rally/rally";
import { z } from "zod";

export const contract = page("/zod_mistake", {
  data: z.discriminatedUnion("type", [z.object({ a: z.int() })]),
});
export const view = () => <p>Hello</p>;
export const load = () => ({});
