import { page } from "@rally/rally";
import { z } from "zod";

export const contract = page("/no_load", {
  data: z.int(),
});
export const view = () => <p>Hello</p>;
