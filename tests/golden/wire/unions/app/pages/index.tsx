import { type Load, page } from "@rally/rally";
import { z } from "zod";

export const contract = page("/", {
  data: z.object({
    plain: z.union([z.string(), z.int(), z.null()]),
    literalOrText: z.union([z.literal("auto"), z.string()]),
    kinds: z.union([z.string(), z.date(), z.bigint(), z.array(z.date()), z.undefined()]),
    events: z.discriminatedUnion("type", [
      z.object({ type: z.literal("added"), at: z.date() }),
      z.object({ type: z.literal(["removed", "gone"]), id: z.int() }),
      z.object({ type: z.literal("cleared") }),
    ]),
    results: z.discriminatedUnion("ok", [
      z.object({ ok: z.literal(true), value: z.int() }),
      z.object({ ok: z.literal(false), message: z.string() }),
    ]),
    nested: z.discriminatedUnion("status", [
      z.object({ status: z.literal("done") }),
      z.discriminatedUnion("code", [
        z.object({ status: z.literal("failed"), code: z.literal(400), field: z.string() }),
        z.object({ status: z.literal("failed"), code: z.literal(500) }),
      ]),
    ]),
    undeclared: z.union([
      z.object({ id: z.int(), kind: z.literal("a"), a: z.date() }),
      z.object({ id: z.int(), kind: z.literal("b"), b: z.date() }),
      z.string(),
    ]).nullable(),
  }),
});
export const view = () => <p>Hello</p>;
export const load: Load<typeof contract> = () => {
  throw new Error("Not run");
};
