/**
 * The types of TSX in an app: the elements and attributes of Preact, with one difference in meaning. An `on…`
 * attribute takes nothing but what `send` makes, and a view holds neither refs nor signals. A button has no `formAction`:
 * over the socket a form goes where the form says; a second action has a form of its own, to which a button elsewhere
 * belongs by its `form`.
 *
 * @module
 */
import type { JSX as PreactJSX, LooseInputHTMLAttributes } from "preact";
import type { Handler } from "../page/send.ts";
import type { Key } from "./tree.ts";

/** The attributes of one element. `P` is how Preact types them. */
export type Attributes<P> = {
  [N in keyof P as Exclude<N, "ref" | `form${"A" | "a"}ction`>]: N extends `on${string}` ? Handler | undefined
    : N extends "children" ? unknown
    : N extends "key" ? Key | undefined
    : NoSignal<P[N]>;
};

/** What {@linkcode Attributes} leaves of an attribute's type: Preact also takes signals, which no view has. */
export type NoSignal<T> = T extends { peek(): unknown } ? never : T;

/**
 * Preact's attributes of every element, with handlers in the place of functions. Those of `<input>` are the loose ones:
 * the strict ones allow no `type` that is chosen at run time, as a field that shows or hides a password has.
 */
export type Elements = {
  [T in keyof PreactJSX.IntrinsicElements]: Attributes<
    T extends "input" ? LooseInputHTMLAttributes<HTMLInputElement> & { list?: string | undefined }
      : PreactJSX.IntrinsicElements[T]
  >;
};

/** What the compiler looks up for TSX. */
// deno-lint-ignore no-namespace -- the compiler looks for a namespace of this name
export namespace JSX {
  /** What an expression in TSX gives: a part of a view. */
  export interface Element {
    /** Never present at run time: it keeps other values from passing for a part of a view. */
    readonly "~view": true;
  }
  /** What may stand in the place of a tag's name. */
  export type ElementType = keyof IntrinsicElements | ((props: never) => unknown);
  /** Which prop holds what stands between the tags. */
  export interface ElementChildrenAttribute {
    /** The name of that prop. */
    children: unknown;
  }
  /** What every component takes. */
  export interface IntrinsicAttributes {
    /** Tells the items of a list apart. */
    key?: Key | undefined;
  }
  /** The elements, by name. An app may add its custom elements by declaration merging. */
  export interface IntrinsicElements extends Elements {}
}
