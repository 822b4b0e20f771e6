import { action, type Effect, type Handlers, type Load, none, page, type Start } from "@rally/rally";
import { z } from "zod";
import { Game } from "../../game.ts";

const IsoDate = z.codec(z.iso.datetime(), z.date(), {
  decode: (text) => new Date(text),
  encode: (date) => date.toISOString(),
});

export const contract = page("/games/:id", {
  params: { id: z.int() },
  query: { tab: z.enum(["score", "log"]).default("score"), since: IsoDate.optional() },
  data: z.object({ game: Game, note: z.string().default("none"), saved: IsoDate, fallback: z.int().catch(0) }),
  actions: {
    adjust: action(z.object({ side: z.enum(["home", "away"]), delta: z.int().default(1) }), Game),
    rename: action(z.object({ home: z.string().trim().transform((text) => ({ text })), at: IsoDate })),
    signOut: action(z.object({}), { over: "post" }),
    touch: action(z.void(), z.date()),
  },
});
export function init({ data }: Start<typeof contract>): [{ home: string }, Effect<"touched">[]] {
  return [{ home: data.game.home }, none];
}
export function update(model: { home: string }, _message: "touched"): [{ home: string }, Effect<"touched">[]] {
  return [model, none];
}
export const view = (model: { home: string }) => <p>{model.home}</p>;
export const load: Load<typeof contract> = ({ params }) => ({
  game: { id: params.id, home: "Toronto", started: null },
  note: "",
  saved: new Date(0),
  fallback: 3,
});
export const handlers: Handlers<typeof contract> = {
  adjust: ({ params }) => ({ id: params.id, home: "Toronto", started: null }),
  rename: () => undefined,
  signOut: () => undefined,
  touch: () => new Date(0),
};
