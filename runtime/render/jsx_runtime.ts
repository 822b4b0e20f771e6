/**
 * The JSX runtime of the server: what compiled TSX calls. It only collects; `render_html.ts` and the live renderer
 * read what it leaves. In the browser the same TSX is compiled to Preact and never gets here.
 *
 * The names are given by the transform (`"jsx": "precompile"`, `"jsxImportSource": "@rally/rally"`).
 *
 * @module
 */
import { requireHandler } from "../page/raw_handler.ts";
import type { JSX } from "./jsx_types.ts";
import { Attribute, type Component, ComponentNode, ElementNode, type Key, TemplateNode } from "./tree.ts";

export type { Attributes, Elements, JSX, NoSignal } from "./jsx_types.ts";
export type { Component, Key } from "./tree.ts";

// The transform lower-cases names of Preact that no browser knows.
const realNames: Readonly<Record<string, string | undefined>> = Object.assign(Object.create(null), {
  defaultchecked: "checked",
  defaultselected: "selected",
  defaultvalue: "value",
});

const noProps: Readonly<Record<string, unknown>> = Object.freeze({});

/** Takes a compiled template and the values of its slots. */
export function jsxTemplate(statics: readonly string[], ...slots: unknown[]): JSX.Element {
  return opaque(new TemplateNode(statics, slots));
}

/** Takes a dynamic attribute of a template. */
export function jsxAttr(name: string, value: unknown): unknown {
  // Here rather than where it is joined: the page's own line is on the stack.
  if (typeof value === "function") requireHandler(name, value, "an element");
  return new Attribute(realNames[name] ?? name, value);
}

/** Takes a dynamic child of a template. It stays as it is: text is escaped where it is joined. */
export function jsxEscape(value: unknown): unknown {
  return value;
}

/** Takes a component, or an element that cannot be compiled to a template. */
export function jsx(type: string | Component, props: object | null, key?: Key): JSX.Element {
  const given = (props ?? noProps) as Readonly<Record<string, unknown>>;
  if (typeof type !== "string") return opaque(new ComponentNode(type, given, key));
  for (const name in given) requireHandler(name, given[name], `<${type}>`);
  return opaque(new ElementNode(type, given, key));
}

/** {@linkcode jsx} with several children; to the server it is the same. */
export const jsxs: typeof jsx = jsx;

/** {@linkcode jsx} as development builds call it; to the server it is the same. */
export const jsxDEV: typeof jsx = jsx;

/** Groups children without an element around them. */
export function Fragment(props: { readonly children?: unknown }): unknown {
  return props.children;
}

// Views pass nodes on and never look inside.
function opaque(node: object): JSX.Element {
  return node as JSX.Element;
}
