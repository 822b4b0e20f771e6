/** A page for the browser tests: a part that comes when somebody lets it, and a counter that shows that the page runs. */
import {
  action,
  calls,
  type Deferred,
  deferred,
  type Effect,
  type Handlers,
  type Load,
  none,
  page,
  type Result,
  type Send,
  type Start,
} from "@rally/rally";
import { z } from "zod";

export const contract = page("/lab/slow", {
  query: { gate: z.string() },
  data: z.object({ part: deferred(z.object({ text: z.string() })) }),
  actions: { open: action(z.object({})) },
});
type Page = typeof contract;
const server = calls(contract);

type Model = { readonly part: Deferred<{ text: string }>; readonly clicks: number };
type Msg =
  | { type: "clicked" }
  | { type: "asked" }
  | { type: "opened"; result: Result<undefined> }
  | { type: "reloaded"; part: Deferred<{ text: string }> };

export function init({ data }: Start<Page>): [Model, Effect<Msg>[]] {
  return [{ part: data.part, clicks: 0 }, none];
}

export function update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
  switch (msg.type) {
    case "clicked":
      return [{ ...model, clicks: model.clicks + 1 }, none];
    case "asked":
      return [model, [server.open({}, (result) => ({ type: "opened", result }))]];
    case "opened":
      return [model, none];
    case "reloaded":
      return [{ ...model, part: msg.part }, none];
  }
}

export const reloaded = ({ data }: Start<Page>): Msg => ({ type: "reloaded", part: data.part });

export function view({ part, clicks }: Model, send: Send<Msg>) {
  return (
    <>
      <h1>A slow part</h1>
      <p>{part.state === "ready" ? part.value.text : part.state === "failed" ? "Failed" : "Waiting"}</p>
      <button type="button" onClick={send({ type: "clicked" })}>Count</button>
      <button type="button" onClick={send({ type: "asked" })}>Open</button>
      <p>Clicked {clicks}</p>
    </>
  );
}

/** Throws on what comes through one of the gates. */
export function head({ part }: Model) {
  if (part.state === "ready" && part.value.text === "broken") throw new Error("No title for this");
  return { title: "A slow part" };
}

// SERVER
const gates = new Map<string, PromiseWithResolvers<{ text: string }>>();

function gateOf(name: string): PromiseWithResolvers<{ text: string }> {
  const gate = gates.get(name) ?? Promise.withResolvers();
  gates.set(name, gate);
  return gate;
}

export const load: Load<Page> = ({ query, deferred }) => ({ part: deferred(() => gateOf(query.gate).promise) });

export const handlers: Handlers<Page> = {
  open({ query }) {
    gateOf(query.gate).resolve({ text: query.gate === "broken" ? "broken" : "Here" });
  },
};
