import { action, type Handlers, type Load, page } from "@rally/rally";
import { z } from "zod";

export const contract = page("/", {
  data: z.object({
    text: z.string().min(3),
    mail: z.email(),
    branded: z.string().brand("Id"),
    template: z.templateLiteral(["v", z.number()]),
    number: z.number(),
    int: z.int(),
    boolean: z.boolean(),
    nothing: z.null(),
    absent: z.undefined(),
    literal: z.literal("a"),
    mixed: z.literal(["a", 1, true, null]),
    choice: z.enum(["home", "away"]),
    date: z.date(),
    bigint: z.bigint(),
    int64: z.int64(),
    bytes: z.instanceof(Uint8Array),
    json: z.json(),
  }),
  actions: {
    attach: action(z.object({ title: z.string(), photo: z.file().max(100), more: z.array(z.file()) }), {
      over: "post",
    }),
  },
});
export const handlers: Handlers<typeof contract> = { attach: () => undefined };
export const view = () => <p>Hello</p>;
export const load: Load<typeof contract> = () => {
  throw new Error("Not run");
};
