import { type Load, page } from "@rally/rally";
import { z } from "zod";

export const contract = page("/", {
  data: z.object({
    array: z.array(z.int()),
    dates: z.array(z.date()),
    tuple: z.tuple([z.int(), z.date()]),
    open: z.tuple([z.int(), z.date().optional()], z.string()),
    record: z.record(z.string(), z.date()),
    partial: z.partialRecord(z.enum(["a", "b"]), z.int()),
    map: z.map(z.int(), z.object({ at: z.date() })),
    set: z.set(z.bigint()),
    optional: z.string().optional(),
    nullable: z.string().nullable(),
    nullableDate: z.date().nullable(),
    nullish: z.date().nullish(),
    strict: z.strictObject({ a: z.int() }),
    frozen: z.object({ a: z.int() }).readonly(),
    "odd key": z.int(),
    date: z.date(),
    deep: z.array(z.array(z.object({ first: z.date(), second: z.date(), third: z.date(), fourth: z.date(), fifth: z.date() }))),
  }),
});
export const view = () => <p>Hello</p>;
export const load: Load<typeof contract> = () => {
  throw new Error("Not run");
};
