/**
 * Third-party Preact components (hooks, classes) in a view. On the server they are rendered by
 * `preact-render-to-string`; in the browser, where the whole view is Preact's, the component is used as it is.
 *
 * @module
 */
import { type ComponentType, Fragment, h } from "preact";
import { renderToString } from "preact-render-to-string";
import { type Handler, isHandler } from "../page/send.ts";
import { renderToHtml } from "./render_html.ts";
import { ComponentNode, ElementNode, RawNode, rawNode, TemplateNode } from "./tree.ts";

/** The props of a wrapped component: where it takes a function, a view may also give what `send` makes. */
export type WrappedProps<P> =
  & { [N in keyof P as Exclude<N, "children">]: N extends `on${string}` ? P[N] | Handler : P[N] }
  & { children?: unknown };

/**
 * Lets a third-party Preact component into a view.
 *
 * @param component A component that knows nothing of Rally.
 * @returns A component for TSX of this app, with the same props.
 * @example
 * ```tsx
 * import { preact } from "./preact_component.ts";
 * import { useState } from "preact/hooks";
 *
 * function Clock(props: { title: string }) {
 *   const [at] = useState("12:00");
 *   return `${props.title} ${at}`;
 * }
 * const Wrapped = preact(Clock);
 * ```
 */
export function preact<P>(component: ComponentType<P>): (props: WrappedProps<P>) => unknown {
  return (props) => {
    const foreign = Object.fromEntries(Object.entries(props).map(([name, value]) => [name, foreignProp(value)]));
    return rawNode(renderToString(h(component, foreign as P & Record<string, unknown>)));
  };
}

// Preact knows neither our nodes nor our handlers: a node becomes its HTML, a handler a function that is never called.
function foreignProp(value: unknown): unknown {
  if (isHandler(value)) return () => {};
  return holdsNode(value) ? h(Fragment, { tpl: [renderToHtml(value)], exprs: [] } as object) : value;
}

function holdsNode(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsNode);
  return value instanceof TemplateNode || value instanceof ElementNode || value instanceof ComponentNode ||
    value instanceof RawNode;
}
