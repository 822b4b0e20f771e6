/** A small live page: what an idle session costs is measured on it. */
import { type Effect, none, page, type Send } from "@rally/rally";

export const contract = page("/", { mode: "live" });

type Model = { readonly count: number };
type Msg = { type: "counted" };

export function init(): [Model, Effect<Msg>[]] {
  return [{ count: 0 }, none];
}

export function update({ count }: Model): [Model, Effect<Msg>[]] {
  return [{ count: count + 1 }, none];
}

export function view({ count }: Model, send: Send<Msg>) {
  return (
    <main>
      <h1>Counter</h1>
      <p>
        Clicked <output>{count}</output> times
      </p>
      <button type="button" onClick={send({ type: "counted" })}>+</button>
    </main>
  );
}
