/** A page for the browser tests: two queries of it, and a counter that shows whether its model has stayed. */
import { type Effect, none, page, type Send, type Start } from "@rally/rally";
import { z } from "zod";

export const contract = page("/lab/query", { query: { tab: z.string().default("first") } });
type Page = typeof contract;

type Model = { readonly tab: string; readonly clicks: number };
type Msg = { type: "clicked" } | { type: "turned"; tab: string };

export function init({ query }: Start<Page>): [Model, Effect<Msg>[]] {
  return [{ tab: query.tab, clicks: 0 }, none];
}

export function update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
  if (msg.type === "turned") return [{ ...model, tab: msg.tab }, none];
  return [{ ...model, clicks: model.clicks + 1 }, none];
}

export const reloaded = ({ query }: Start<Page>): Msg => ({ type: "turned", tab: query.tab });

export function view({ tab, clicks }: Model, send: Send<Msg>) {
  return (
    <>
      <h1>Tab {tab}</h1>
      <input aria-label="Note" />
      <button type="button" onClick={send({ type: "clicked" })}>Count</button>
      <p>Clicked {clicks}</p>
      <a href="/lab/query">First tab</a> <a href="/lab/query?tab=second">Second tab</a>
    </>
  );
}

export const head = ({ tab }: Model) => ({ title: `Tab ${tab}` });
