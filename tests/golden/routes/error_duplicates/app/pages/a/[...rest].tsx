import { page } from "@rally/rally";
import { z } from "zod";

export const contract = page("/a/:rest*", { params: { rest: z.array(z.string()) } });
export const view = () => <p>Hello</p>;
