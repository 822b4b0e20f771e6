/** A page four layouts deep (the app's own is the first), with links to pages in the same layouts. */
import { type Effect, none, page, type Send, type Start } from "@rally/rally";
import { z } from "zod";

export const contract = page("/lab/nested/:team/:player", { params: { team: z.string(), player: z.string() } });
type Page = typeof contract;

type Model = { readonly player: string; readonly clicks: number };

export const init = ({ params }: Start<Page>): [Model, Effect<"clicked">[]] => [
  { player: params.player, clicks: 0 },
  none,
];
export const update = (model: Model, _msg: "clicked"): [Model, Effect<"clicked">[]] => [
  { ...model, clicks: model.clicks + 1 },
  none,
];

export function view({ player, clicks }: Model, send: Send<"clicked">) {
  return (
    <div>
      <h2>Player {player}</h2>
      <button type="button" onClick={send("clicked")}>Page {clicks}</button>
      <a href="/lab/nested/tor/ann%2Fbo">Ann/Bo of TOR</a>
      <a href="/lab/nested/mtl/ann">Ann of MTL</a>
    </div>
  );
}
