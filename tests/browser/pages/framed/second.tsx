/** A live page in a live layout. */
import { type Effect, none, page, type Send } from "@rally/rally";

export const contract = page("/lab/framed/second", { mode: "live" });

export const init = (): [number, Effect<"clicked">[]] => [0, none];
export const update = (model: number, _msg: "clicked"): [number, Effect<"clicked">[]] => [model + 1, none];

export const view = (clicks: number, send: Send<"clicked">) => (
  <div>
    <h1>Second</h1>
    <button type="button" onClick={send("clicked")}>Page {clicks}</button>
  </div>
);
