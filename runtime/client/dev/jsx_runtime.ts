/**
 * JSX of app code in development. A component whose code was replaced is another function, and Preact would build its
 * elements anew, with the focus and the typed text gone. So Preact sees one component for each name, which calls the
 * function of the moment, and goes on showing what it gave last when it throws.
 *
 * @module
 */
import { Component, type ComponentChildren, type ComponentType, type VNode } from "preact";
import { Fragment, jsx as preactJsx } from "preact/jsx-runtime";
import { shared } from "./shared.ts";

export { Fragment };

type Render = (props: object) => ComponentChildren;
type Family = ComponentType<{ readonly call: Render; readonly props: object }>;

const families = new Map<string, Family>();

/** One element, as the compiler calls it. */
export function jsx(type: string | ComponentType, props: object, key?: string): VNode {
  const render = preactJsx as (type: unknown, props: object, key?: string) => VNode;
  if (typeof type === "string" || type === Fragment || !type.name || type.prototype?.render) {
    return render(type, props, key);
  }
  return render(familyOf(type.name), { call: type as Render, props }, key);
}

/** The same with several children. */
export const jsxs: typeof jsx = jsx;

function familyOf(name: string): Family {
  const known = families.get(name) ?? createFamily(name);
  families.set(name, known);
  return known;
}

function createFamily(name: string): Family {
  return class extends Component<{ readonly call: Render; readonly props: object }> {
    static override displayName: string = name;
    #last: ComponentChildren = null;

    override render(): ComponentChildren {
      const { call, props } = this.props;
      try {
        this.#last = call(props);
      } catch (error) {
        shared.drawingFailed(error);
      }
      return this.#last;
    }
  };
}
