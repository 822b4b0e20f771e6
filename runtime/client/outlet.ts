/**
 * What stands inside a layout: another loop's outlet. Only the scripts of layouts hold it.
 *
 * @module
 */
import { Component, type ComponentChild, h, type VNode } from "preact";

/**
 * Preact hydrates over the outlet without looking in, because it has its own HTML (which hydration does not touch), and
 * never draws it again.
 */
class Outlet extends Component {
  override shouldComponentUpdate(): boolean {
    return false;
  }
  override render(): ComponentChild {
    return h("rally-outlet", { style: "display:contents", dangerouslySetInnerHTML: { __html: "" } });
  }
}

/** The children that the view of a layout in the browser gets. */
export function outlet(): VNode {
  return h(Outlet, null);
}
