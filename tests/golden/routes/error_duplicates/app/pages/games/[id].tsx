import { page } from "@rally/rally";
import { z } from "zod";

export const contract = page("/games/:id", { params: { id: z.int() } });
export const view = () => <p>Hello</p>;
