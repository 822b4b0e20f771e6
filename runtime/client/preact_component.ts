/**
 * Third-party components and libraries in a view: the browser's half of `@rally/rally/preact`. In a client page the
 * component is used as it is; in a live page `islands.ts` finds it by its name.
 *
 * @module
 */
import { type ComponentType, h, type VNode } from "preact";
import type { ForeignOptions, ForeignProps, MountOptions } from "../page/foreign.ts";
import { mountComponent, type MountStart } from "../page/mount_component.ts";
import { isHandler } from "../page/send.ts";
import type { WireEvent } from "../wire/frames.ts";
import { callbackEvent } from "./callback_event.ts";
import { nameComponent } from "./islands.ts";

/** See the server's half. */
export function preact<P>(
  component: ComponentType<P>,
  { name }: ForeignOptions = {},
): (props: ForeignProps<P>) => VNode {
  if (name !== undefined) nameComponent(name, component as ComponentType);
  return (props) => {
    const own = Object.entries(props).map(([name, value]) => [name, isHandler(value) ? callbackOf(value) : value]);
    return h(component as ComponentType, Object.fromEntries(own));
  };
}

/** See the server's half. */
export function mount<P extends object>(
  start: MountStart<P>,
  { name, tag = "div" }: MountOptions = {},
): (props: ForeignProps<P>) => VNode {
  return preact(mountComponent(start, tag), { name });
}

function callbackOf(handler: object): (value: unknown) => void {
  return (value) => (handler as (event: unknown, told: WireEvent) => void)(value, callbackEvent(value));
}
