import { page } from "@rally/rally";
import { z } from "zod";

export const contract = page("/games/:id/:tag", {
  params: { id: z.coerce.number(), tag: z.string().nullable() },
  query: {
    tags: z.array(z.string()),
    length: z.codec(z.string(), z.number(), { decode: (text) => text.length, encode: String }),
    hidden: z.codec(z.string().regex(/^secret$/), z.string(), { decode: (text) => text, encode: (text) => text }),
    upper: z.string().transform((text) => text.toUpperCase()),
    either: z.union([z.string(), z.int()]),
    filter: z.object({ a: z.int() }).optional(),
    trimmed: z.string().trim().toLowerCase(),
    flag: z.stringbool(),
  },
});
export const view = () => <p>Hello</p>;
