import { browserFunction } from "@rally/rally";
import { z } from "zod";
import { measureText } from "./measure_text.ts";

const Size = z.object({ width: z.number() });

export const measure = browserFunction("measure", z.object({ text: z.string() }), Size, ({ text }) => measureText(text));
