import { page } from "@rally/rally";
import { z } from "zod";

export const contract = page("/admin/teams/:team/players", { params: { team: z.string() } });
export const view = () => <p>Hello</p>;
