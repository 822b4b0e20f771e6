/** A page for the browser tests: links whose address comes from outside, in the HTML and drawn later, and a counter that shows that it runs. */
import { type Effect, none, page, type Send, type Start } from "@rally/rally";
import { z } from "zod";

export const contract = page("/lab/link", { query: { to: z.string() } });
type Page = typeof contract;

type Model = { readonly to: string; readonly clicks: number };
type Msg = { type: "clicked" };

export function init({ query }: Start<Page>): [Model, Effect<Msg>[]] {
  return [{ to: query.to, clicks: 0 }, none];
}

export function update(model: Model, _msg: Msg): [Model, Effect<Msg>[]] {
  return [{ ...model, clicks: model.clicks + 1 }, none];
}

export function view({ to, clicks }: Model, send: Send<Msg>) {
  return (
    <>
      <h1>A link</h1>
      <a href={to}>First link</a>
      {clicks > 0 && <a href={to}>Later link</a>}
      <button type="button" onClick={send({ type: "clicked" })}>Count</button>
      <p>Clicked {clicks}</p>
    </>
  );
}
