/**
 * The types of third-party components and elements in a view, for both halves of `@rally/rally/preact`.
 *
 * @module
 */
import type { Handler } from "./send.ts";

/**
 * The props of a wrapped component as a view gives them. Where the component takes a function, a view gives what `send`
 * makes; the message is sent whenever the function is called.
 */
export type ForeignProps<P> =
  & {
    [N in keyof P as Exclude<N, "children">]: NonNullable<P[N]> extends (...given: never[]) => unknown
      ? Handler | Extract<P[N], undefined>
      : P[N];
  }
  & { children?: unknown };

/** What may be said of a wrapped component. */
export interface ForeignOptions {
  /**
   * Finds the component in the browser. Only live pages need it; it must be the only one of its name in the app.
   * @default {undefined}
   */
  readonly name?: string;
}

/** What may be said of an element that is handed over. */
export interface MountOptions extends ForeignOptions {
  /** @default {"div"} */
  readonly tag?: string;
}
