/** A counter that stands in a layout without a loop. */
import { type Effect, none, page, type Send } from "@rally/rally";
import { z } from "zod";

export const contract = page("/lab/shelf", { query: { mark: z.string().default("none") } });

type Model = { readonly count: number };
type Msg = { type: "counted" };

export const init = (): [Model, Effect<Msg>[]] => [{ count: 0 }, none];
export const update = (model: Model, _msg: Msg): [Model, Effect<Msg>[]] => [{ count: model.count + 1 }, none];
export const reloaded = (): Msg => ({ type: "counted" });

export function view({ count }: Model, send: Send<Msg>) {
  return (
    <>
      <h1>Shelf</h1>
      <button type="button" onClick={send({ type: "counted" })}>Counted {count}</button>
      <a href="/lab/shelf?mark=blue">Blue</a> <a href="/lab/query">Query</a>
    </>
  );
}
