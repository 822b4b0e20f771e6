/** A client page in a live layout. */
import { type Effect, none, page, type Send } from "@rally/rally";

export const contract = page("/lab/framed", { mode: "client" });

type Model = { readonly clicks: number; readonly note: string };
type Msg = { type: "clicked" } | { type: "noted"; note: string };

export const init = (): [Model, Effect<Msg>[]] => [{ clicks: 0, note: "" }, none];

export function update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
  return msg.type === "clicked" ? [{ ...model, clicks: model.clicks + 1 }, none] : [{ ...model, note: msg.note }, none];
}

export const view = ({ clicks, note }: Model, send: Send<Msg>) => (
  <div>
    <h1>First</h1>
    <button type="button" onClick={send({ type: "clicked" })}>Page {clicks}</button>
    <label>
      Note <input onInput={send(({ value }) => ({ type: "noted", note: value }))} />
    </label>
    <p>Noted {note}</p>
  </div>
);

export const head = ({ clicks }: Model) => clicks > 0 ? { title: `First ${clicks}` } : {};
