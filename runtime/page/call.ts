/**
 * How one action is named, in effects, forms and frames.
 *
 * @module
 */

/** Names one action of one page or layout, as it stands in frames and in forms. */
export interface Call {
  /** The owner: the contract's path, with `layout:` before it for layouts. */
  readonly owner: string;
  readonly action: string;
  readonly over: "socket" | "post";
}

/** The name of a page or layout on the wire: its path, with `layout:` before it for layouts. */
export function ownerOf(contract: { readonly kind: "page" | "layout"; readonly path: string }): string {
  return contract.kind === "layout" ? `layout:${contract.path}` : contract.path;
}
