import { page } from "@rally/rally";
import { z } from "zod";

export const contract = page("/archive/:days*", { params: { days: z.array(z.int()).readonly() } });
export const view = () => <p>Hello</p>;
