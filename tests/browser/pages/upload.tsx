/** A page for the tests of forms with files. */
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
import { redirect } from "@rally/rally/server";
import { z } from "zod";
import { taken } from "./_taken.ts";

const Upload = z.object({
  title: z.string().min(1, "Give it a title"),
  photo: z.file().max(300_000, "At most 300 kB").mime(["text/plain", "image/png"], "A text or a picture").optional(),
  others: z.array(z.file().max(1_000)).max(2),
});

export const contract = page("/lab/upload", {
  query: { saved: z.string().default("nothing"), who: z.string().default("all") },
  actions: {
    send: action(Upload, { over: "post" }),
    count: action(z.object({ by: z.int() }), { over: "post" }),
  },
});
type Page = typeof contract;
const server = calls(contract);

export type Model = { readonly saved: string; readonly last?: Result<undefined> };
export type Msg = { type: "sent"; result: Result<undefined> };

export function init({ query }: Start<Page>): [Model, Effect<Msg>[]] {
  return [{ saved: query.saved }, none];
}

export function update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
  return [{ ...model, last: msg.result }, none];
}

const sendForm = form(server.send, (result): Msg => ({ type: "sent", result }));

export function view({ saved, last }: Model, send: Send<Msg>) {
  const { attributes, field, alert } = sendForm(send, last);
  return (
    <>
      <h1>An upload</h1>
      <p role="status">Saved {saved}</p>
      <form {...attributes}>
        <label>
          Title <input {...field("title")} />
        </label>
        <p {...alert("title")} />
        <label>
          Photo <input {...field("photo")} />
        </label>
        <p {...alert("photo")} />
        <label>
          Others <input {...field("others")} />
        </label>
        <p {...alert("others")} />
        <button type="submit">Send</button>
      </form>
    </>
  );
}

/** Only `?who=nobody` is kept out. */
export const authorize = ({ query }: { query: { who: string } }) => query.who !== "nobody";

export const handlers: Handlers<Page> = {
  async send(_context, { title, photo, others }) {
    taken.runs += 1;
    taken.files.push(...(photo ? [photo] : []));
    const text = await photo?.text() ?? "";
    const sum = [...text].reduce((total, letter) => (total + letter.charCodeAt(0)) % 65_521, 0);
    redirect(
      `/lab/upload?saved=${encodeURIComponent(`${title} ${photo?.name} ${photo?.size} ${sum} ${others.length}`)}`,
    );
  },
  count() {},
};
