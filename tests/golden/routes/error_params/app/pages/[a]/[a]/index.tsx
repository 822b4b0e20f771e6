import { page } from "@rally/rally";
import { z } from "zod";

export const contract = page("/:a/:a", { params: { a: z.int() } });
export const view = () => <p>Hello</p>;
