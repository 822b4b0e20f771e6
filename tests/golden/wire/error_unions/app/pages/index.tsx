import { page } from "@rally/rally";
import { z } from "zod";

export const contract = page("/", {
  data: z.object({
    objects: z.union([z.object({ a: z.int() }), z.object({ b: z.int() })]),
    sameTag: z.union([
      z.object({ type: z.literal("a"), a: z.int() }),
      z.object({ type: z.literal(["a", "b"]), b: z.int() }),
    ]),
    arrays: z.union([z.array(z.date()), z.array(z.bigint())]),
    plainArrays: z.union([z.array(z.string()), z.array(z.int())]),
    dates: z.union([z.date().min(new Date(0)), z.date().max(new Date(1))]),
    recordOrObject: z.union([z.record(z.string(), z.date()), z.object({ at: z.date() })]),
    maps: z.union([z.map(z.string(), z.int()), z.map(z.int(), z.int())]),
    protoTag: z.union([z.object({ t: z.literal("__proto__"), a: z.date() }), z.object({ t: z.literal("b") })]),
  }),
});
export const view = () => <p>Hello</p>;
export const load = () => ({});
