/**
 * Parts of a view that are drawn only when what they show has changed. This is the server's half; the browser's is
 * `client/lazy.ts`, which bundles hold in its place.
 *
 * @module
 */
import type { View } from "./module.ts";
import type { Send } from "./send.ts";

/** A part that need not be drawn where the same is shown already. */
export class LazyNode {
  readonly view: (arg: never, send: never) => View;
  readonly arg: unknown;
  readonly send: unknown;
  readonly key: string | number | bigint | undefined;
  constructor(view: LazyNode["view"], arg: unknown, send: unknown, key: LazyNode["key"]) {
    this.view = view;
    this.arg = arg;
    this.send = send;
    this.key = key;
  }

  draw(): View {
    return (this.view as (arg: unknown, send: unknown) => View)(this.arg, this.send);
  }
}

/**
 * Shows a part of a page, and draws it anew only when `view`, `arg` or `send` is another one. A page of a thousand rows
 * draws one of them when one has changed.
 *
 * What is skipped is told by identity, so `view` has to be a function of the module: one that is written inline is
 * another one each time, and its part is always drawn. The same holds for the function given to `mapSend`. An `arg` that
 * is a plain object or a list may be made anew, if what it holds is identical: `{ row, isOpen }`, or a row that was read
 * again.
 *
 * @param key Tells the items of a list apart, as `key` does on an element.
 * @example
 * ```tsx
 * import { lazy, type Send } from "@rally/rally";
 *
 * type Row = { readonly id: number; readonly name: string };
 * type Msg = { type: "removed"; id: number };
 *
 * export function view(model: { rows: readonly Row[] }, send: Send<Msg>) {
 *   return <ul>{model.rows.map((row) => lazy(rowView, row, send, row.id))}</ul>;
 * }
 *
 * function rowView({ id, name }: Row, send: Send<Msg>) {
 *   return (
 *     <li>
 *       {name} <button type="button" onClick={send({ type: "removed", id })}>Remove</button>
 *     </li>
 *   );
 * }
 * ```
 */
export function lazy<Arg, Msg>(
  view: (arg: Arg, send: Send<Msg>) => View,
  arg: Arg,
  send: Send<Msg>,
  key?: string | number | bigint,
): View {
  return new LazyNode(view, arg, send, key);
}

/** The items of a list, each a {@linkcode LazyNode} that is only made when somebody looks at it. */
export class LazyList {
  readonly items: readonly unknown[];
  readonly view: LazyNode["view"];
  readonly send: unknown;
  readonly #keyOf: (item: unknown) => LazyNode["key"];
  constructor(
    view: LazyNode["view"],
    items: readonly unknown[],
    send: unknown,
    keyOf: (item: unknown) => LazyNode["key"],
  ) {
    this.view = view;
    this.items = items;
    this.send = send;
    this.#keyOf = keyOf;
  }

  get length(): number {
    return this.items.length;
  }

  /** The same as of an array. */
  at(index: number): LazyNode {
    const item = this.items[index];
    return new LazyNode(this.view, item, this.send, this.#keyOf(item));
  }
}

/**
 * Shows a list whose items are {@linkcode lazy} parts. It does the same as `items.map((item) => lazy(view, item, send,
 * keyOf(item)))`, and looks only at the items that are not the ones it has shown before: with thousands of them a live
 * page answers in less than half the time.
 *
 * @param view A function of the module, as for {@linkcode lazy}.
 * @param keyOf Tells the items apart.
 * @example
 * ```tsx
 * import { lazyList, type Send } from "@rally/rally";
 *
 * type Row = { readonly id: number; readonly name: string };
 * type Msg = { type: "removed"; id: number };
 *
 * export function view(model: { rows: readonly Row[] }, send: Send<Msg>) {
 *   return <ul>{lazyList(rowView, model.rows, send, ({ id }) => id)}</ul>;
 * }
 *
 * function rowView({ id, name }: Row, send: Send<Msg>) {
 *   return (
 *     <li>
 *       {name} <button type="button" onClick={send({ type: "removed", id })}>Remove</button>
 *     </li>
 *   );
 * }
 * ```
 */
export function lazyList<Item, Msg>(
  view: (item: Item, send: Send<Msg>) => View,
  items: readonly Item[],
  send: Send<Msg>,
  keyOf: (item: Item) => string | number | bigint,
): View {
  return new LazyList(view, items, send, keyOf as (item: unknown) => LazyNode["key"]);
}
