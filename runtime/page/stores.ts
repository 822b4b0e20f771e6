/**
 * What a page keeps in the browser, as functions that make effects; the loop's side carries them out.
 *
 * @module
 */
import type { z } from "zod";
import { useStorage } from "./browser_code.ts";
import { ownerOf } from "./call.ts";
import type { Contract } from "./contract.ts";
import type { Effect, Stored, StoredName } from "./effect.ts";
import type { EffectHost, StoredCodec } from "./effect_host.ts";
import type { Store } from "./store.ts";

/** One declared value, ready to be used in `update`. The last parameter names one of several, e.g. the id of a game. */
export interface StoredValue<T> {
  save(value: T, item?: string): Effect<never>;
  /** The value arrives as the message; `undefined` when there is none, or one of another shape. */
  read<const M>(toMessage: (value: T | undefined) => M, item?: string): Effect<M>;
  clear(item?: string): Effect<never>;
}

/** The values that a contract declares under `stored`. */
export type Stores<C extends Contract> = {
  readonly [N in keyof C["spec"]["stored"]]: StoredValue<StoreOutput<C["spec"]["stored"][N]>>;
};

/** The type of a value that was declared by `store`. */
export type StoreOutput<S> = S extends Store<infer Z> ? z.output<Z> : never;

/**
 * The values that a page keeps in the browser, as effect constructors.
 *
 * @example
 * ```ts
 * import { type Effect, page, store, stores } from "@rally/rally";
 * import { z } from "zod";
 *
 * const contract = page("/notes", { stored: { draft: store(z.object({ text: z.string() })) } });
 * const browser = stores(contract);
 *
 * type Msg = { type: "typed"; text: string } | { type: "restored"; draft: { text: string } | undefined };
 *
 * export const init = (): [string, Effect<Msg>[]] => ["", [browser.draft.read((draft) => ({ type: "restored", draft }))]];
 *
 * export function update(_model: string, msg: Msg): [string, Effect<Msg>[]] {
 *   return msg.type === "typed" ? [msg.text, [browser.draft.save({ text: msg.text })]] : [msg.draft?.text ?? "", []];
 * }
 * ```
 */
export function stores<C extends Contract>(contract: C): Stores<C> {
  const owner = ownerOf(contract);
  const entries = Object.entries(contract.spec.stored ?? {}).map(([name, { area }]) => {
    const of = (item = ""): StoredName => ({ owner, name, area, item });
    const value: StoredValue<unknown> = {
      save: (value, item) => ({ type: "save", store: of(item), value, "~rally": perform }),
      read: (toMessage, item) => ({ type: "read", store: of(item), toMessage, "~rally": perform }),
      clear: (item) => ({ type: "clear", store: of(item), "~rally": perform }),
    };
    return [name, value];
  });
  return Object.fromEntries(entries);
}

function perform(effect: Stored<unknown>, host: EffectHost): void {
  const { owner, name, area, item } = effect.store;
  const key = `rally:${owner}#${name}${item && `#${item}`}`;
  const stored = host.wire.stored?.[name];
  if (!stored) {
    throw new TypeError(`Cannot ${effect.type} "${name}": got a value of "${owner}", expected one of the page itself`);
  }
  const write = (text: string | null) => void useStorage({ type: "write", area, key, text }, host);
  switch (effect.type) {
    case "save":
      return write(`${stored.hash} ${JSON.stringify(stored.codec.pack(effect.value))}`);
    case "clear":
      return write(null);
    case "read":
      Promise.resolve(useStorage({ type: "read", area, key }, host)).then((text) => {
        const value = valueOf(text, stored);
        host.tell(() => effect.toMessage(value));
      }, host.failed);
  }
}

/** Storage is open to the reader and to every script of the app: what cannot be read is not there. */
function valueOf(text: unknown, { hash, codec }: StoredCodec): unknown {
  if (typeof text !== "string" || !text.startsWith(`${hash} `)) return undefined;
  try {
    return codec.unpack(JSON.parse(text.slice(hash.length)));
  } catch {
    return undefined;
  }
}
