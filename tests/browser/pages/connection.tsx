/** A page for the browser tests: saves by a call and by a form, and what the page is told of its connection. */
import {
  action,
  calls,
  type Connection,
  type Effect,
  form,
  type Handlers,
  type Load,
  none,
  onConnection,
  page,
  refuse,
  type Result,
  type Send,
  type Start,
} from "@rally/rally";
import { z } from "zod";

export const contract = page("/lab/connection", {
  data: z.object({ saved: z.array(z.string()) }),
  actions: {
    save: action(z.object({ text: z.string().min(1) }), z.object({ saved: z.array(z.string()) })),
    never: action(z.object({})),
  },
});
type Page = typeof contract;
const server = calls(contract);

type Saved = { readonly saved: readonly string[] };
type Model = Saved & { readonly asked: number; readonly connection?: Connection; readonly problem?: string };
type Msg =
  | { type: "asked" }
  | { type: "dared" }
  | { type: "answered"; result: Result<Saved | undefined> }
  | { type: "connected"; connection: Connection };

export function init({ data }: Start<Page>): [Model, Effect<Msg>[]] {
  return [{ saved: data.saved, asked: 0 }, none];
}

export function update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
  switch (msg.type) {
    case "asked": {
      const asked = model.asked + 1;
      return [{ ...model, asked }, [
        server.save({ text: `call ${asked}` }, (result): Msg => ({ type: "answered", result })),
      ]];
    }
    case "dared":
      return [model, [server.never({}, (result): Msg => ({ type: "answered", result }))]];
    case "answered":
      return [msg.result.ok ? { ...model, ...msg.result.value } : { ...model, problem: msg.result.message }, none];
    case "connected":
      return [{ ...model, connection: msg.connection }, none];
  }
}

export const subscriptions = () => [onConnection((connection): Msg => ({ type: "connected", connection }))];

const save = form(server.save, (result): Msg => ({ type: "answered", result }));

export function view({ saved, asked, connection, problem }: Model, send: Send<Msg>) {
  const { attributes, field } = save(send);
  return (
    <>
      <h1>A connection</h1>
      <p role="status">{connection ? `${connection.state}, ${connection.waiting} waiting` : "unknown"}</p>
      <p>Asked {asked}</p>
      <ul aria-label="Saved">{saved.map((text, at) => <li key={at}>{text}</li>)}</ul>
      {problem && <p role="alert">{problem}</p>}
      <button type="button" onClick={send({ type: "asked" })}>Save</button>
      <button type="button" onClick={send({ type: "dared" })}>Dare</button>
      <form {...attributes}>
        <label>
          Text <input {...field("text")} />
        </label>
        <button type="submit">Send</button>
      </form>
      <a href="/lab/timer">Timer</a>
    </>
  );
}

// SERVER
const saved: string[] = [];

export const load: Load<Page> = () => ({ saved: [...saved] });

export const handlers: Handlers<Page> = {
  save(_context, { text }) {
    saved.push(text);
    return { saved: [...saved] };
  },
  never() {
    return refuse.denied("Nobody may do this.");
  },
};
