import { page } from "@rally/rally";
import { z } from "zod";

export const contract = page("/on/:day/:number", { params: { day: z.date(), number: z.bigint() }, query: { level: z.literal([1, 2, "all"]).default(1) } });
export const view = () => <p>Hello</p>;
