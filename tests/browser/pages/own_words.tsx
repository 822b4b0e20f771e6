/** A page for the browser tests: a form whose schema speaks without JavaScript too. */
import { action, calls, type Effect, form, type Handlers, none, page, type Result, type Send } from "@rally/rally";
import { z } from "zod";

export const contract = page("/lab/own_words", {
  actions: { save: action(z.object({ name: z.string().min(1, "Tell us your name.") })) },
});
const server = calls(contract);

type Model = { readonly answer?: Result<undefined> };
type Msg = { type: "saved"; result: Result<undefined> };

export const init = (): [Model, Effect<Msg>[]] => [{}, none];
export const update = (_model: Model, { result }: Msg): [Model, Effect<Msg>[]] => [{ answer: result }, none];

const save = form(server.save, (result): Msg => ({ type: "saved", result }));

export function view({ answer }: Model, send: Send<Msg>) {
  const { attributes, field, alert } = save(send, answer);
  return (
    <form {...attributes} noValidate>
      <input {...field("name")} aria-label="Name" />
      <p {...alert("name")} />
      <button type="submit">Save</button>
    </form>
  );
}

export const handlers: Handlers<typeof contract> = { save: () => undefined };
