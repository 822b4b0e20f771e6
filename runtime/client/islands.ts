/**
 * Islands of live pages: third-party components that Preact keeps alive inside the server's HTML. A live page that shows
 * one loads the script of its page, which wraps the components and with that brings this file along. The patcher sets
 * `props`; everything else an island does by itself.
 *
 * @module
 */
import { type ComponentType, h, hydrate, render, type VNode } from "preact";
import { callbackEvent } from "./callback_event.ts";

const tag = "rally-island";
const named = new Map<string, ComponentType>();

/** Gives islands of that name their component. */
export function nameComponent(name: string, component: ComponentType): void {
  named.set(name, component);
  for (const island of document.querySelectorAll<Island>(tag)) island.show();
}

class Island extends HTMLElement {
  #props: object | undefined;
  #isShown = false;
  #unanswered = 0;

  connectedCallback(): void {
    // Set while the element was not known yet: as a property of its own it would hide the setter.
    if (Object.hasOwn(this, "props")) {
      const { props } = this;
      delete (this as { props?: object }).props;
      this.#props = props;
    }
    this.show();
  }

  disconnectedCallback(): void {
    // An item of a list that is moved is back at once.
    queueMicrotask(() => {
      if (this.isConnected) return;
      render(null, this);
      this.#isShown = false;
    });
  }

  get props(): object | undefined {
    return this.#props;
  }

  set props(props: object | undefined) {
    this.#props = props;
    this.show();
  }

  /**
   * Counts the events that the server has yet to answer. Until then its props are older than what a person has typed
   * or moved here, so they wait; the last of them counts.
   */
  hold(change: 1 | -1): void {
    this.#unanswered += change;
    this.show();
  }

  show(): void {
    if (this.#unanswered > 0) return;
    const component = named.get(this.getAttribute("name") ?? "");
    if (!component || !this.isConnected || !this.#props) return;
    const node: VNode = h(component, { ...this.#props, ...this.#callbacks() });
    if (!this.#isShown && this.firstChild) hydrate(node, this);
    else render(node, this);
    this.#isShown = true;
  }

  #callbacks(): object {
    const names = this.getAttribute("on")?.split(" ").filter(Boolean) ?? [];
    return Object.fromEntries(names.map((name) => [name, (value: unknown) => {
      this.dispatchEvent(new CustomEvent(`rally:${name}`, { detail: callbackEvent(value) }));
    }]));
  }
}

customElements.define(tag, Island);
