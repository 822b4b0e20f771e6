/** The front page: a counter that lives in the browser, and a guest book that lives in the database. */
import {
  action,
  calls,
  type Effect,
  form,
  type Handlers,
  type Load,
  none,
  page,
  type Result,
  type Send,
  type Start,
} from "@rally/rally";
import { z } from "zod";
import { addGuest, latestGuests } from "./sql/queries.ts";

// CONTRACT: what crosses the wire
const Guests = z.array(z.object({ id: z.int(), name: z.string() }));
type Guests = z.infer<typeof Guests>;

export const contract = page("/", {
  mode: "client", // say "live" and the same page runs on the server
  data: z.object({ guests: Guests }),
  actions: { sign: action(z.object({ name: z.string().trim().min(1, "Write your name first.").max(40) }), Guests) },
});
type Page = typeof contract;
const server = calls(contract);

// MODEL AND MESSAGES
export type Model = { count: number; guests: Guests; answer?: Result<Guests> };
export type Msg =
  | { type: "counted"; by: 1 | -1 }
  | { type: "signed"; result: Result<Guests> };

// UPDATE LOOP
export function init({ data }: Start<Page>): [Model, Effect<Msg>[]] {
  return [{ count: 0, guests: data.guests }, none];
}

export function update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
  switch (msg.type) {
    case "counted":
      return [{ ...model, count: model.count + msg.by }, none];
    case "signed":
      return [{ ...model, guests: msg.result.ok ? msg.result.value : model.guests, answer: msg.result }, none];
  }
}

// VIEW
const sign = form(server.sign, (result): Msg => ({ type: "signed", result }));

export function view({ count, guests, answer }: Model, send: Send<Msg>) {
  const { alert, attributes, field, message, problem } = sign(send, answer);
  return (
    <>
      <h1>Hello from Rally</h1>
      <section class="card counter" aria-label="Counter">
        <button type="button" aria-label="One less" onClick={send({ type: "counted", by: -1 })}>−</button>
        <output aria-live="polite">{count}</output>
        <button type="button" aria-label="One more" onClick={send({ type: "counted", by: 1 })}>+</button>
      </section>
      <section class="card">
        <h2>Guest book</h2>
        <form class="sign" {...attributes}>
          <input aria-label="Your name" placeholder="Your name" {...field("name")} />
          <button type="submit">Sign</button>
        </form>
        <p class="problem" {...alert("name")} />
        {message && !problem("name") && <p class="problem" role="alert">{message}</p>}
        <ul class="guests">
          {guests.map(({ id, name }) => <li key={id}>{name}</li>)}
        </ul>
      </section>
    </>
  );
}

// SERVER: never reaches the browser
export const load: Load<Page> = async ({ db }) => ({ guests: await latestGuests(db) });

export const handlers: Handlers<Page> = {
  async sign({ db }, { name }) {
    await addGuest(db, { name });
    return await latestGuests(db);
  },
};
