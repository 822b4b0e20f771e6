import { layout, type View } from "@rally/rally";
import { z } from "zod";

export const contract = layout("/admin/teams/:team", { mode: "static", params: { team: z.string() } });
export const view = (_model: unknown, _send: unknown, children: View) => <div>{children}</div>;
