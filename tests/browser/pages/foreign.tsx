/** A page for the browser tests: third-party components and libraries inside a view. */
import { type Effect, none, page, type Send } from "@rally/rally";
import { RichText } from "./rich_text.ts";
import { SortableList } from "./sortable_list.ts";

export const contract = page("/lab/foreign", { mode: "client" });

interface Item {
  readonly id: string;
  readonly text: string;
}
interface Model {
  readonly items: readonly Item[];
  readonly text: string;
  readonly isBold: boolean;
  readonly isOpen: boolean;
}
type Msg =
  | { type: "sorted"; ids: unknown }
  | { type: "added" }
  | { type: "edited"; text: string }
  | { type: "selected"; isBold: boolean }
  | { type: "cleared" }
  | { type: "closed" };

export function init(): [Model, Effect<Msg>[]] {
  const items = ["Ants", "Bees", "Cats"].map((text) => ({ id: text.toLowerCase(), text }));
  return [{ items, text: "Hello", isBold: false, isOpen: true }, none];
}

export function update(model: Model, msg: Msg): [Model, Effect<Msg>[]] {
  switch (msg.type) {
    case "sorted": {
      const ids = Array.isArray(msg.ids) ? msg.ids : [];
      const items = ids.flatMap((id) => model.items.find((item) => item.id === id) ?? []);
      return [items.length === model.items.length ? { ...model, items } : model, none];
    }
    case "added":
      return [{ ...model, items: [...model.items, { id: "dogs", text: "Dogs" }] }, none];
    case "edited":
      return [{ ...model, text: msg.text }, none];
    case "selected":
      return [{ ...model, isBold: msg.isBold }, none];
    case "cleared":
      return [{ ...model, text: "" }, none];
    case "closed":
      return [{ ...model, isOpen: false }, none];
  }
}

export function view({ items, text, isBold, isOpen }: Model, send: Send<Msg>) {
  return (
    <>
      <h1>Foreign parts</h1>
      <p role="status">Order: {items.map((item) => item.text).join(" ")}</p>
      <SortableList items={items} onSort={send(({ detail }) => ({ type: "sorted", ids: detail }))} />
      <button type="button" onClick={send({ type: "added" })}>Add</button>
      <p aria-label="Text">Text: {text}{isBold && <b>, bold</b>}</p>
      {isOpen && (
        <RichText
          text={text}
          onChange={send((event) => ({ type: "edited", text: event.value }))}
          onBold={send((event) => ({ type: "selected", isBold: event.checked }))}
        />
      )}
      <button type="button" onClick={send({ type: "cleared" })}>Clear</button>
      <button type="button" onClick={send({ type: "closed" })}>Close</button>
    </>
  );
}
