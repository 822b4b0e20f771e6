/**
 * Slow parts of a page's data: declared in its contract by `deferred(schema)`, made in its `load` by
 * `deferred((db) => …)` of the context, and told to its loop as a value that says whether they have come.
 *
 * @module
 */
import { z } from "zod";

/** A part of the data that may come later than the page. */
export type Deferred<T> =
  | { readonly state: "pending" }
  | { readonly state: "ready"; readonly value: T }
  /** Reading it has failed or took too long; `traceId` names the entry in the server's log. */
  | { readonly state: "failed"; readonly traceId: string };

/**
 * Declares a field of `data` that may come later than the page.
 *
 * @param schema What the value is when it has come.
 * @example
 * ```ts
 * import { deferred, type Load, page } from "@rally/rally";
 * import { z } from "zod";
 *
 * const contract = page("/reports", { data: z.object({ title: z.string(), total: deferred(z.number()) }) });
 *
 * export const load: Load<typeof contract> = ({ deferred }) => ({
 *   title: "Reports",
 *   total: deferred(async () => await Promise.resolve(42)),
 * });
 * ```
 */
export function deferred<S extends z.ZodType>(schema: S): z.ZodType<Deferred<z.output<S>>> {
  return z.discriminatedUnion("state", [
    z.object({ state: z.literal("pending") }),
    z.object({ state: z.literal("ready"), value: schema }),
    z.object({ state: z.literal("failed"), traceId: z.string() }),
  ]) as unknown as z.ZodType<Deferred<z.output<S>>>;
}
