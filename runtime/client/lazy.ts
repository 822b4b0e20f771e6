/**
 * Parts of a view that are drawn only when what they show has changed: the browser's half of `page/lazy.ts`.
 *
 * @module
 */
import type { ComponentChild, VNode } from "preact";
import { jsx } from "preact/jsx-runtime";
import type { Send } from "../page/send.ts";
import { isSameArg } from "../page/same_arg.ts";

interface LazyProps {
  readonly view: (arg: never, send: never) => unknown;
  readonly arg: unknown;
  readonly send: unknown;
}

/** See the server's half. */
export function lazy<Arg, Msg>(
  view: (arg: Arg, send: Send<Msg>) => unknown,
  arg: Arg,
  send: Send<Msg>,
  key?: string | number | bigint,
): VNode {
  return jsx(Lazy as (props: object) => ComponentChild, { view, arg, send }, key as string | undefined);
}

/** See the server's half. */
export function lazyList<Item, Msg>(
  view: (item: Item, send: Send<Msg>) => unknown,
  items: readonly Item[],
  send: Send<Msg>,
  keyOf: (item: Item) => string | number | bigint,
): VNode[] {
  return items.map((item) => lazy(view, item, send, keyOf(item)));
}

// A function is a component whose instance is `this`; in development it is called without one (`dev/jsx_runtime.ts`),
// so that its elements outlive its code, and skips nothing.
function Lazy(this: { shouldComponentUpdate?(next: LazyProps): boolean } | undefined, props: LazyProps): unknown {
  const { view, arg, send } = props;
  if (this) {
    this.shouldComponentUpdate = (next) => next.view !== view || next.send !== send || !isSameArg(next.arg, arg);
  }
  return (view as (arg: unknown, send: unknown) => unknown)(arg, send);
}
