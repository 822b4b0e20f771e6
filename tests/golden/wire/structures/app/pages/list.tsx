import { type Load, page } from "@rally/rally";
import { z } from "zod";

export const contract = page("/list", { data: z.array(z.object({ id: z.int() })).nullable() });
export const view = () => <p>Hello</p>;
export const load: Load<typeof contract> = () => null;
