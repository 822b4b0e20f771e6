/**
 * The tree that a view leaves on the server: templates with their slots, and the elements and components that the
 * JSX transform could not turn into a template. Nothing is evaluated or escaped here, so a `<select>` can still tell
 * its options which of them is chosen, and live pages can compare the values of two renderings.
 *
 * A node is known by its class: data that crossed the wire or came out of the database can never pass for one.
 *
 * @module
 */
import { lostHook } from "../page/lost_hook.ts";

/** Tells the items of one list apart across renderings. */
export type Key = string | number | bigint;

/** A function component. It must be pure: it is called once for each rendering. */
export type Component = (props: never) => unknown;

/**
 * One use of a template. `statics` are the constant pieces of HTML around the slots; the array's identity is the
 * template's. A slot holds an {@linkcode Attribute}, the bare name of a boolean attribute (or `""` when it is off),
 * or a child.
 */
export class TemplateNode {
  readonly statics: readonly string[];
  readonly slots: readonly unknown[];
  constructor(statics: readonly string[], slots: readonly unknown[]) {
    this.statics = statics;
    this.slots = slots;
  }
}

/** A dynamic attribute of a template. */
export class Attribute {
  readonly name: string;
  readonly value: unknown;
  constructor(name: string, value: unknown) {
    this.name = name;
    this.value = value;
  }
}

/** An element whose attributes are only known at run time: one with a spread, or a select, textarea or option. */
export class ElementNode {
  readonly tag: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly key: Key | undefined;
  constructor(tag: string, props: Readonly<Record<string, unknown>>, key: Key | undefined) {
    this.tag = tag;
    this.props = props;
    this.key = key;
  }
}

/** A component that is called when its place in the page is reached. */
export class ComponentNode {
  readonly component: Component;
  readonly props: Readonly<Record<string, unknown>>;
  readonly key: Key | undefined;
  constructor(component: Component, props: Readonly<Record<string, unknown>>, key: Key | undefined) {
    this.component = component;
    this.props = props;
    this.key = key;
  }
}

/** Finished HTML. */
export class RawNode {
  readonly html: string;
  constructor(html: string) {
    this.html = html;
  }
}

/** A third-party component. In HTML it is what `render` makes of the props; a live page keeps it apart. */
export class IslandNode {
  /** By which the browser finds the component; without it there is no place for it in a live page. */
  readonly name: string | undefined;
  readonly props: Readonly<Record<string, unknown>>;
  readonly render: (props: object) => string;
  constructor(name: string | undefined, props: object, render: (props: object) => string) {
    this.name = name;
    this.props = props as Readonly<Record<string, unknown>>;
    this.render = render;
  }
}

/** The names of all components that may become islands. */
export const islandNames: Set<string> = new Set();

/** Marks HTML that Rally itself has made as finished. Text that comes from anywhere else must never be passed here. */
export function rawNode(html: string): RawNode {
  return new RawNode(html);
}

/**
 * What stands in the place of a component.
 *
 * @throws {TypeError} When it calls a hook: the browser would draw it as a component of Preact, the server cannot.
 */
export function expand({ component, props }: ComponentNode): unknown {
  try {
    return (component as (props: Readonly<Record<string, unknown>>) => unknown)(props);
  } catch (error) {
    const message = error instanceof TypeError && lostHook(error.message, `the component ${component.name}`);
    throw message ? new TypeError(message, { cause: error }) : error;
  }
}
