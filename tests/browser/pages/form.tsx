/** A page for the browser tests: one form with fields that can be refused. */
import {
  action,
  calls,
  type Effect,
  form,
  type Handlers,
  none,
  page,
  type Result,
  type Send,
  type Start,
} from "@rally/rally";
import { z } from "zod";

const Person = z.object({
  name: z.string().min(3, "At least three letters"),
  age: z.int("A whole number"),
});

export const contract = page("/lab/form", {
  query: { note: z.string().default("none") },
  actions: { save: action(Person, Person) },
});
type Page = typeof contract;
const server = calls(contract);

type Model = { readonly note: string; readonly last?: Result<z.infer<typeof Person>> };
type Msg = { type: "saved"; result: Result<z.infer<typeof Person>> };

export function init({ query }: Start<Page>): [Model, Effect<Msg>[]] {
  return [{ note: query.note }, none];
}

export function update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
  return [{ ...model, last: msg.result }, none];
}

const save = form(server.save, (result): Msg => ({ type: "saved", result }));

export function view({ note, last }: Model, send: Send<Msg>) {
  const { attributes, field, problem } = save(send, last);
  return (
    <>
      <h1>A form</h1>
      <p>Note: {note}</p>
      {last?.ok && <p role="status">Saved {last.value.name}, {last.value.age}</p>}
      <form {...attributes}>
        <label>
          Name <input {...field("name")} />
        </label>
        {problem("name") && <p role="alert">{problem("name")}</p>}
        <label>
          Age <input {...field("age")} type="text" />
        </label>
        {problem("age") && <p role="alert">{problem("age")}</p>}
        <button type="submit" formNoValidate>Save</button>
        <button type="submit">Check</button>
      </form>
    </>
  );
}

export const handlers: Handlers<Page> = {
  save: (_context, person) => person,
};
