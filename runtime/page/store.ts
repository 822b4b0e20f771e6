/**
 * Declares what a page keeps in the browser.
 *
 * @module
 */
import type { z } from "zod";
import type { StorageArea } from "./effect_host.ts";

/** One value that the browser keeps for a page. */
export interface Store<S extends z.ZodType = z.ZodType> {
  readonly schema: S;
  readonly area: StorageArea;
}

/** Where a {@linkcode store} is. */
export interface StoreOptions {
  /**
   * `local` outlives the browser and is seen by all tabs; `session` is the tab's own and ends with it.
   * @default {"local"}
   */
  area?: StorageArea;
}

/**
 * Declares a value that the browser keeps. It is saved with a hash of its shape: what was saved under another shape
 * reads as absent.
 *
 * @example
 * ```ts
 * import { page, store } from "@rally/rally";
 * import { z } from "zod";
 *
 * export const contract = page("/notes", {
 *   stored: {
 *     draft: store(z.object({ text: z.string() })),
 *     filter: store(z.enum(["all", "mine"]), { area: "session" }),
 *   },
 * });
 * ```
 */
export function store<S extends z.ZodType>(schema: S, options: StoreOptions = {}): Store<S> {
  return { schema, area: options.area ?? "local" };
}
