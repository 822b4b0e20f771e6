import { topic } from "@rally/rally";
import { z } from "zod";

export const guestTopic = topic("guests", { event: z.object({ name: z.string() }) });
