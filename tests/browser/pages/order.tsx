/** A page for the tests of forms: every kind of control, nested fields and rows. */
import {
  action,
  calls,
  choice,
  type Effect,
  form,
  type Handlers,
  none,
  option,
  page,
  type Result,
  type Send,
  type Start,
} from "@rally/rally";
import { z } from "zod";

// The view lists them too, and no schema reaches the browser.
const tags = ["new", "sale"] as const;
const sizes = ["s", "m", "l"] as const;

const Order = z.object({
  name: z.string().trim().min(2, "At least two letters").max(40),
  email: z.email("An address like ann@example.com").optional(),
  address: z.object({ street: z.string().min(1, "Where to?"), city: z.string().optional() }),
  billing: z.object({ street: z.string().min(1), zip: z.int() }).optional(),
  items: z.array(z.object({ name: z.string().min(1, "What is it?"), count: z.int().min(1, "One at least").max(9) })),
  tags: z.array(z.enum(tags)).max(1, "One tag is enough"),
  size: z.enum(sizes),
  speed: z.enum(["slow", "fast"]),
  extras: z.array(z.enum(["bow", "card", "box"])),
  gift: z.boolean(),
  note: z.string().max(200).optional(),
  day: z.iso.date().optional(),
  serial: z.bigint().optional(),
  password: z.string().min(4, "Four letters at least"),
  terms: z.literal(true, "Agree first"),
}).refine(({ name }) => name !== "Taken", { path: ["name"], message: "This name is taken" });

export const contract = page("/lab/order", {
  actions: { place: action(Order, z.string()) },
});
type Page = typeof contract;
const server = calls(contract);

export type Model = { readonly rows: number; readonly seen: string; readonly last?: Result<string> };
export type Msg = { type: "placed"; result: Result<string> } | { type: "added" } | { type: "typed"; text: string };

export function init(_start: Start<Page>): [Model, Effect<Msg>[]] {
  return [{ rows: 1, seen: "" }, none];
}

export function update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
  switch (msg.type) {
    case "placed":
      return [{ ...model, last: msg.result, rows: Math.max(model.rows, rowsIn(msg.result)) }, none];
    case "added":
      return [{ ...model, rows: model.rows + 1 }, none];
    case "typed":
      return [{ ...model, seen: msg.text }, none];
  }
}

/** How many rows were posted: without JavaScript the page is made anew, and shows them again. */
function rowsIn(result: Result<string>): number {
  const names = result.ok ? [] : Object.keys(result.values ?? {});
  return Math.max(0, ...names.map((name) => Number(/^items\.(\d+)\./.exec(name)?.[1] ?? -1) + 1));
}

const place = form(server.place, (result): Msg => ({ type: "placed", result }));

export function view({ rows, seen, last }: Model, send: Send<Msg>) {
  const order = place(send, last);
  const { attributes, field, fixed, alert, message } = order;
  return (
    <>
      <h1>An order</h1>
      {last?.ok && <p role="status">{last.value}</p>}
      {message && <p class="message">{message}</p>}
      <form {...attributes}>
        <label>
          Name <input {...field("name", "Nobody")} onInput={send((event) => ({ type: "typed", text: event.value }))} />
        </label>
        <p {...alert("name")} />
        <samp>{seen}</samp>
        <label>
          Email <input {...field("email")} />
        </label>
        <p {...alert("email")} />
        <label>
          Street <input {...field("address.street")} />
        </label>
        <p {...alert("address.street")} />
        <label>
          City <input {...field("address.city", "Bern")} />
        </label>
        <label>
          Billing street <input {...field("billing.street")} />
        </label>
        <label>
          Billing zip <input {...field("billing.zip")} />
        </label>
        <p {...alert("billing.zip")} />
        {Array.from({ length: rows }, (_, row) => (
          <fieldset key={row}>
            <label>
              Item {row} <input {...field(`items.${row}.name`)} />
            </label>
            <p {...alert(`items.${row}.name`)} />
            <label>
              Count {row} <input {...field(`items.${row}.count`)} />
            </label>
            <p {...alert(`items.${row}.count`)} />
          </fieldset>
        ))}
        <button type="button" onClick={send({ type: "added" })}>Another item</button>
        {tags.map((tag) => (
          <label key={tag}>
            Tag {tag} <input type="checkbox" {...choice(order, "tags", tag, tag === "new")} />
          </label>
        ))}
        <p {...alert("tags")} />
        {sizes.map((size) => (
          <label key={size}>
            Size {size} <input type="radio" {...choice(order, "size", size, size === "m")} />
          </label>
        ))}
        <label>
          Speed
          <select {...field("speed")}>
            <option {...option(order, "speed", "slow")}>Slow</option>
            <option {...option(order, "speed", "fast")}>Fast</option>
          </select>
        </label>
        <label>
          Extras
          <select {...field("extras")}>
            <option {...option(order, "extras", "bow")}>Bow</option>
            <option {...option(order, "extras", "card", true)}>Card</option>
            <option {...option(order, "extras", "box")}>Box</option>
          </select>
        </label>
        <label>
          Gift <input type="checkbox" {...choice(order, "gift", true, true)} />
        </label>
        <label>
          Note <textarea {...field("note")} />
        </label>
        <label>
          Day <input {...field("day")} />
        </label>
        <label>
          Serial <input {...field("serial")} />
        </label>
        <label>
          Password <input {...field("password")} type="password" />
        </label>
        <p {...alert("password")} />
        <label>
          Terms <input type="checkbox" {...choice(order, "terms", true)} />
        </label>
        <p {...alert("terms")} />
        <input type="hidden" {...fixed("gift", false)} disabled />
        <button type="submit">Place</button>
      </form>
    </>
  );
}

export const handlers: Handlers<Page> = {
  place: (_context, { password, serial, ...order }) =>
    JSON.stringify({ ...order, password: password.length, serial: String(serial) }),
};
