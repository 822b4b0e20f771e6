/** A page whose form has another field after a deploy of the browser tests. */
import { action, calls, type Effect, form, type Handlers, none, page, type Result, type Send } from "@rally/rally";
import { z } from "zod";

const Note = z.object({ text: z.string().min(1) });

export const contract = page("/lab/skew/other", { actions: { add: action(Note, z.string()) } });
const server = calls(contract);

type Model = { readonly last?: Result<string> };
type Msg = { type: "answered"; result: Result<string> };

export const init = (): [Model, Effect<Msg>[]] => [{}, none];
export const update = (_: Model, { result }: Msg): [Model, Effect<Msg>[]] => [{ last: result }, none];

const add = form(server.add, (result): Msg => ({ type: "answered", result }));

export function view({ last }: Model, send: Send<Msg>) {
  const { attributes, field } = add(send, last);
  return (
    <form {...attributes}>
      <h1>Version 1</h1>
      <label>
        Text <input {...field("text")} />
      </label>
      {/* another field */}
      <button type="submit">Add</button>
      <p role="status">{last?.ok ? `Added ${last.value}` : last?.message}</p>
    </form>
  );
}

export const handlers: Handlers<typeof contract> = { add: (_, note) => Object.values(note).join(" with ") };
