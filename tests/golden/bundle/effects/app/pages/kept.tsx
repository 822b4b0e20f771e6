import { page, store, stores } from "@rally/rally";
import { z } from "zod";

export const contract = page("/kept", {
  stored: { draft: store(z.object({ text: z.string() })), tab: store(z.int(), { area: "session" }) },
});
const kept = stores(contract);

export const init = () => ["", [kept.draft.clear()]];
export const update = (model: string, text: string) => [model, [kept.draft.save({ text })]];
export const view = (model: string) => <p>{model}</p>;
