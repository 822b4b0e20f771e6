/** A page for the browser tests that asks for no session, so that its document may rest in the browser's cache. */
import {
  action,
  calls,
  type Effect,
  type Handlers,
  type Load,
  none,
  on,
  page,
  type Result,
  type Send,
  type Start,
} from "@rally/rally";
import { z } from "zod";
import { guestTopic } from "../topics.ts";

export const contract = page("/board", {
  data: z.object({ guests: z.array(z.object({ name: z.string() })) }),
  actions: { sign: action(z.object({ name: z.string() })) },
});
type Page = typeof contract;
const server = calls(contract);

type Model = { readonly names: readonly string[] };
type Msg = { type: "signed"; name: string } | { type: "asked" } | { type: "answered"; result: Result<undefined> };

export function init({ data }: Start<Page>): [Model, Effect<Msg>[]] {
  return [{ names: data.guests.map(({ name }) => name) }, none];
}

export function update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
  switch (msg.type) {
    case "asked":
      return [model, [server.sign({ name: "Zoe" }, (result) => ({ type: "answered", result }))]];
    case "signed":
      return [{ names: [...model.names, msg.name] }, none];
    case "answered":
      // The loop that acts is told by its answer, the others by the topic.
      return [msg.result.ok ? { names: [...model.names, "Zoe"] } : model, none];
  }
}

export const subscriptions = () => [on(guestTopic(), ({ name }): Msg => ({ type: "signed", name }))];

export function view({ names }: Model, send: Send<Msg>) {
  return (
    <>
      <h1>Board</h1>
      <button type="button" onClick={send({ type: "asked" })}>Sign</button>
      <ul>{names.map((name, at) => <li key={at}>{name}</li>)}</ul>
      <a href="/" target="_self">Front page as a document</a>
    </>
  );
}

// The guests of this server's run: what crosses the wire is tested here, not what is kept.
const guests = [{ name: "Ada" }];

export const load: Load<Page> = () => ({ guests });
export const handlers: Handlers<Page> = {
  sign({ publish }, { name }) {
    guests.push({ name });
    publish(guestTopic(), { name });
  },
};
