import { page } from "@rally/rally";
import { z } from "zod";

export const contract = page("/games/:id/:tag", {
  params: { id: z.coerce.number(), tag: z.array(z.string()) },
  query: {
    tags: z.array(z.object({ name: z.string() })),
    days: z.array(z.coerce.number()),
    nothing: z.array(z.string()).optional(),
    some: z.array(z.string()).default(["a"]),
    deep: z.array(z.array(z.string())),
    length: z.codec(z.string(), z.number(), { decode: (text) => text.length, encode: String }),
    hidden: z.codec(z.string().regex(/^secret$/), z.string(), { decode: (text) => text, encode: (text) => text }),
    upper: z.string().transform((text) => text.toUpperCase()),
    either: z.union([z.string(), z.int()]),
    filter: z.object({ a: z.int() }).optional(),
    trimmed: z.string().trim().toLowerCase(),
    nullable: z.string().nullable(),
    flag: z.stringbool(),
  },
});
export const view = () => <p>Hello</p>;
