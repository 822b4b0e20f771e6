/**
 * Third-party components and libraries in a view: the server's half of `@rally/rally/preact`. Components are rendered
 * by `preact-render-to-string`, which only servers that import this file have. The browser's half is
 * `runtime/client/preact_component.ts`.
 *
 * @module
 */
import { type ComponentType, Fragment, h } from "preact";
import { renderToString } from "preact-render-to-string";
import type { ForeignOptions, ForeignProps, MountOptions } from "../page/foreign.ts";
import { LazyList, LazyNode } from "../page/lazy.ts";
import { mountComponent, type MountStart } from "../page/mount_component.ts";
import { isHandler } from "../page/send.ts";
import { renderToHtml } from "./render_html.ts";
import { ComponentNode, ElementNode, islandNames, IslandNode, RawNode, TemplateNode } from "./tree.ts";

export type { ForeignOptions, ForeignProps, MountOptions } from "../page/foreign.ts";
export type { Mounted, MountStart } from "../page/mount_component.ts";

/**
 * Lets a third-party Preact component (hooks, classes) into a view. In a page of client mode it is part of the page's
 * own Preact tree; in a live page it is an island, which gets its props as data and keeps its state across updates.
 *
 * @param component A component that knows nothing of Rally.
 * @returns A component for TSX of this app, with the same props; its functions are given as `send(…)`.
 * @example
 * ```tsx
 * import { preact } from "@rally/rally/preact";
 * import { useState } from "preact/hooks";
 *
 * function Clock(props: { title: string }) {
 *   const [at] = useState("12:00");
 *   return `${props.title} ${at}`;
 * }
 * export const Wrapped = preact(Clock, { name: "clock" });
 * ```
 */
export function preact<P>(
  component: ComponentType<P>,
  { name }: ForeignOptions = {},
): (props: ForeignProps<P>) => unknown {
  if (name !== undefined) islandNames.add(name);
  const html = (props: object) => {
    const foreign = Object.fromEntries(Object.entries(props).map(([name, value]) => [name, foreignProp(value)]));
    return renderToString(h(component, foreign as P & Record<string, unknown>));
  };
  return (props) => new IslandNode(name, props, html);
}

/**
 * Hands an element to a library that knows nothing of Preact: an editor, a map, a chart. The server renders the element
 * empty; the rest happens in the browser.
 *
 * @param start Takes the element over. Import the library inside of it when it needs a browser.
 * @returns A component for TSX of this app.
 * @example
 * ```tsx
 * import { mount } from "@rally/rally/preact";
 *
 * export const Canvas = mount<{ color: string; onPaint: (at: number) => void }>((element, { color, onPaint }) => {
 *   const paint = () => onPaint(Date.now());
 *   element.style.background = color;
 *   element.addEventListener("click", paint);
 *   return {
 *     update: ({ color }) => void (element.style.background = color),
 *     unmount: () => element.removeEventListener("click", paint),
 *   };
 * }, { name: "canvas" });
 * ```
 */
export function mount<P extends object>(
  start: MountStart<P>,
  { name, tag = "div" }: MountOptions = {},
): (props: ForeignProps<P>) => unknown {
  return preact(mountComponent(start, tag), { name });
}

// Preact knows neither our nodes nor our handlers: a node becomes its HTML, a handler a function that is never called.
function foreignProp(value: unknown): unknown {
  if (isHandler(value)) return () => {};
  return holdsNode(value) ? h(Fragment, { tpl: [renderToHtml(value)], exprs: [] } as object) : value;
}

function holdsNode(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsNode);
  return value instanceof TemplateNode || value instanceof ElementNode || value instanceof ComponentNode ||
    value instanceof RawNode || value instanceof IslandNode || value instanceof LazyNode || value instanceof LazyList;
}
