import { action, page } from "@rally/rally";
import { z } from "zod";

const endless = (): z.ZodType => z.lazy(() => z.object({ next: endless() }));

export const contract = page("/", {
  data: z.object({
    games: z.array(z.object({ owner: z.unknown(), extra: z.any() })),
    file: z.file(),
    custom: z.custom<string>(),
    symbol: z.symbol(),
    never: z.never(),
    nan: z.nan(),
    promise: z.promise(z.string()),
    both: z.intersection(z.object({ a: z.int() }), z.object({ b: z.int() })),
    transformed: z.string().transform((text) => text.length),
    coerced: z.coerce.number(),
    loose: z.looseObject({ a: z.int() }),
    catchall: z.object({ a: z.int() }).catchall(z.string()),
    frozen: z.instanceof(Uint8Array).readonly(),
    url: z.instanceof(URL),
    byDate: z.record(z.symbol(), z.int()),
    ["__proto__"]: z.int(),
    toString: z.string().optional(),
    map: z.map(z.string(), z.tuple([z.int(), z.function()])),
    endless: endless(),
  }),
  actions: {
    adjust: action(z.object({ delta: z.preprocess(Number, z.int()), size: z.string().transform(Number) }), z.unknown()),
    rename: action(z.coerce.date()),
    attach: action(z.object({ photos: z.array(z.file()) })),
  },
});
export const view = () => <p>Hello</p>;
export const load = () => ({});
export const handlers = { adjust: () => 1, rename: () => undefined, attach: () => undefined };
