import { action, layout, page as declarePage } from "@rally/rally";
import { z } from "zod";

export const frame = layout("/", { data: z.object({ user: z.string() }), actions: { signOut: action(z.object({})) } });
export const start = declarePage("/", {
  actions: {
    add: action(z.int()),
  },
});
