import { type Effect, page, store, stores } from "@rally/rally";
import { z } from "zod";
import { locate } from "../browser.ts";

export const contract = page("/", {
  stored: {
    draft: store(z.object({ text: z.string(), at: z.date().optional() })),
    filter: store(z.enum(["all", "mine"]), { area: "session" }),
  },
});
const kept = stores(contract);

type Model = { readonly text: string };
type Msg = { type: "found"; ok: boolean } | { type: "restored"; text: string };

export const init = (): [Model, Effect<Msg>[]] => [
  { text: "" },
  [kept.draft.read((draft) => ({ type: "restored", text: draft?.text ?? "" }))],
];
export const update = (model: Model, _msg: Msg): [Model, Effect<Msg>[]] => [
  model,
  [locate({ precise: true }, (result) => ({ type: "found", ok: result.ok })), kept.filter.save("mine")],
];
export const view = (model: Model) => <p>{model.text}</p>;
