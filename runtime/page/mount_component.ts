/**
 * The Preact component behind `mount`: an element that a library without Preact owns. Both halves of
 * `@rally/rally/preact` use it.
 *
 * @module
 */
import { Component, type ComponentType, createRef, h } from "preact";

/** What {@linkcode MountStart} may give back. */
export interface Mounted<P> {
  /** The props have changed: only what differs needs to be done. */
  update?(props: P): void;
  /** The element is gone from the page. */
  unmount?(): void;
}

/**
 * Takes over an element. It runs in the browser only, so what it needs may be imported in it.
 *
 * @param element Empty, in the document, and nobody else's until `unmount`.
 * @param props Its functions always call the newest handler, so they may be kept.
 */
export type MountStart<P> = (element: HTMLElement, props: P) => Mounted<P> | void | Promise<Mounted<P> | void>;

/** A component that draws one element and hands it over. */
export function mountComponent<P extends object>(start: MountStart<P>, tag: string): ComponentType<P> {
  return class extends Component<P> {
    #element = createRef<HTMLElement>();
    #mounted: Mounted<P> | void = undefined;
    #isGone = false;

    override componentDidMount(): void {
      const first = this.props;
      const mounting = start(this.#element.current!, this.#lasting(first));
      if (!(mounting instanceof Promise)) this.#mounted = mounting;
      else {
        mounting.then((mounted) => {
          if (this.#isGone) return mounted?.unmount?.();
          this.#mounted = mounted;
          if (this.props !== first) mounted?.update?.(this.#lasting(this.props));
        });
      }
    }

    override shouldComponentUpdate(next: P): boolean {
      this.#mounted?.update?.(this.#lasting(next));
      return false;
    }

    override componentWillUnmount(): void {
      this.#isGone = true;
      this.#mounted?.unmount?.();
    }

    override render() {
      return h(tag, { ref: this.#element });
    }

    /** The props with functions that look the handler up when they are called. */
    #lasting(props: Readonly<Partial<P>>): P {
      const entries = Object.entries(props).map(([name, value]) => [
        name,
        typeof value === "function" ? (...given: unknown[]) => this.#handler(name)?.(...given) : value,
      ]);
      return Object.fromEntries(entries);
    }

    #handler(name: string): ((...given: unknown[]) => unknown) | undefined {
      return (this.props as Readonly<Record<string, ((...given: unknown[]) => unknown) | undefined>>)[name];
    }
  };
}
