/** A page for the browser tests: what of a page lives in the browser, wherever its loop runs. */
import {
  action,
  calls,
  type Effect,
  form,
  type Handlers,
  type Head,
  none,
  onDocument,
  onWindow,
  page,
  type Send,
  type Subscription,
} from "@rally/rally";
import { z } from "zod";

declare module "@rally/rally/jsx-runtime" {
  namespace JSX {
    interface IntrinsicElements {
      /** A field that the tests define. */
      "lab-rating": { readonly name: string };
    }
  }
}

const Sent = z.object({ inside: z.string(), outside: z.string(), rating: z.string().default(""), how: z.string() });

export const contract = page("/lab/life", { actions: { send: action(Sent, z.string()) } });
const server = calls(contract);

type Model = {
  readonly isOpen: boolean;
  readonly listens: boolean;
  readonly rows: readonly string[];
  readonly log: readonly string[];
};
type Msg =
  | { type: "listened" }
  | { type: "logged"; text: string }
  | { type: "opened" }
  | { type: "closed"; how: string }
  | { type: "removed"; row: string }
  | { type: "added"; row: string };

export const init = (): [Model, Effect<Msg>[]] => [
  { isOpen: false, listens: false, rows: ["ant", "bee", "cat"], log: [] },
  none,
];

export function update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
  const log = (text: string) => [...model.log, text];
  switch (msg.type) {
    case "listened":
      return [{ ...model, listens: true }, none];
    case "logged":
      return [{ ...model, log: log(msg.text) }, none];
    case "opened":
      return [{ ...model, isOpen: true, log: log("opened") }, none];
    case "closed":
      return [{ ...model, isOpen: false, log: log(msg.how) }, none];
    case "removed":
      return [{ ...model, rows: model.rows.filter((row) => row !== msg.row) }, none];
    case "added":
      return [{ ...model, rows: [...model.rows, msg.row] }, none];
  }
}

export const subscriptions = ({ isOpen }: Model): Subscription<Msg>[] => [
  onWindow("keydown", ({ key }): Msg => ({ type: "logged", text: `key ${key}` }), { keys: ["?", "Escape"] }),
  onWindow("keydown", (): Msg => ({ type: "listened" }), { keys: ["F2"] }),
  ...(isOpen ? [onDocument("click", (): Msg => ({ type: "closed", how: "left" }), { outside: "#menu" })] : []),
];

const send = form(
  server.send,
  (result): Msg => ({ type: "logged", text: result.ok ? `sent ${result.value}` : `refused ${result.kind}` }),
);

export function view({ isOpen, listens, rows, log }: Model, to: Send<Msg>) {
  const { attributes, field } = send(to);
  return (
    <>
      <h1>Life</h1>
      <button type="button" onClick={to({ type: "opened" })}>Open</button>
      {isOpen && (
        <div id="menu">
          <p>A menu with words</p>
          <button type="button" onClick={to({ type: "closed", how: "chosen" })}>Choose</button>
        </div>
      )}
      <p id="elsewhere" data-listens={listens}>Elsewhere</p>
      <ul aria-label="Rows">
        {rows.map((row) => (
          <li key={row} id={row} class="row" data-leave>
            {row} <button type="button" onClick={to({ type: "removed", row })}>Remove {row}</button>
          </li>
        ))}
      </ul>
      <button type="button" onClick={to({ type: "added", row: "bee" })}>Add bee</button>
      <form id="outer" {...attributes}>
        <label>
          Inside{" "}
          <input
            {...field("inside")}
            required={false}
            onInput={to({ type: "logged", text: "warm" }, { debounce: 1 })}
          />
        </label>
        <lab-rating name="rating" />
      </form>
      <label>
        Outside{" "}
        <input
          {...field("outside")}
          form="outer"
          required={false}
          onInput={to(({ value }) => ({ type: "logged", text: `typed ${value}` }), { debounce: 60_000 })}
        />
      </label>
      <button type="submit" form="outer" {...{ name: "how", value: "button" }}>Send</button>
      <ol aria-live="polite" aria-label="Log">{log.map((text, at) => <li key={at}>{text}</li>)}</ol>
      <a href="/lab/query">Query</a> <a href="/lab/timer">Timer</a> <a href="/lab/docs/new">New</a>{" "}
      <a href="/lab/shelf">Shelf</a>
    </>
  );
}

export const head = ({ log, rows }: Model): Head => ({
  title: `Life ${log.length}`,
  links: [{ rel: "stylesheet", href: "/lab.css" }],
  html: rows.length > 3 ? { "data-rows": String(rows.length) } : {},
});

export const handlers: Handlers<typeof contract> = {
  send: (_context, { inside, outside, rating, how }) => [inside, outside, rating, how].join(" "),
};
