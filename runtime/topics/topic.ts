/**
 * Declares topics: typed channels from handlers to every page that shows what they changed.
 *
 * @module
 */
import type { z } from "zod";
import type { AuthorizeContext } from "../context.ts";
import type { ParamSchemas } from "../page/contract.ts";
import type { TopicAddress } from "../page/subscription.ts";
import { checkParam } from "../wire/address_param.ts";

/** What {@linkcode topic} takes. */
export interface TopicSpec<P extends ParamSchemas = ParamSchemas, E extends z.ZodType = z.ZodType> {
  readonly params?: P;
  /** The schema of the events, usually a discriminated union. */
  readonly event: E;
  /** Who may listen. Without it everybody may. Throw `denied()` or return `false` to refuse. */
  authorize?(context: AuthorizeContext, params: ParamValues<P>): boolean | Promise<boolean>;
}

/** A declared topic; called with its parameters it gives the address for `on` and `publish`. */
export interface Topic<P extends ParamSchemas = ParamSchemas, E extends z.ZodType = z.ZodType> {
  (...params: keyof P extends never ? [] : [ParamValues<P>]): TopicAddress<z.output<E>>;
  readonly pattern: string;
  readonly spec: TopicSpec<P, E>;
}

/** The values of a topic's parameters. */
export type ParamValues<P extends ParamSchemas> = { readonly [K in keyof P]: z.output<P[K]> };

/**
 * Declares a topic.
 *
 * @param pattern Its name, with `:name` for each parameter, e.g. `game/:id`.
 * @example
 * ```ts
 * import { topic } from "@rally/rally";
 * import { z } from "zod";
 * import { strictEqual } from "node:assert";
 *
 * const gameTopic = topic("game/:id", { params: { id: z.int() }, event: z.object({ score: z.int() }) });
 * strictEqual(gameTopic({ id: 3 }).key, "game/3");
 * ```
 */
// deno-lint-ignore ban-types -- {} is "no parameters"
export function topic<const P extends ParamSchemas = {}, const E extends z.ZodType = z.ZodType>(
  pattern: string,
  spec: TopicSpec<P, E>,
): Topic<P, E> {
  const address = (params: Readonly<Record<string, unknown>> = {}): TopicAddress<z.output<E>> => ({
    topic: pattern,
    key: topicKey(pattern, params),
  });
  return Object.assign(address, { pattern, spec }) as Topic<P, E>;
}

/** The pattern with its parameters filled in, each percent-encoded, so that no value can reach into the next part. */
function topicKey(pattern: string, params: Readonly<Record<string, unknown>>): string {
  return pattern.replace(/:(\w+)/g, (_, name) => {
    checkParam(`name a topic "${pattern}"`, name, params[name]);
    return encodeURIComponent(String(params[name]));
  });
}
