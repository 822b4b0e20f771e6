/**
 * Which action a call means, and who may call it: for those that run it and for those that only ask.
 *
 * @module
 */
import type { HandlerContext } from "../context.ts";
import type { Reader } from "../../db/types.ts";
import type { Action } from "../page/contract.ts";
import { type Refusal, refuse } from "../page/result.ts";
import type { WireTable } from "../wire/codec.ts";
import { Redirect, Refused } from "./answers.ts";
import type { PartEntry } from "./app_table.ts";
import { type Core, partsAround } from "./core.ts";
import { busyRefusal } from "./busy_refusal.ts";
import { inTime } from "./limits.ts";
import { authorizeParts, loadContext, tooLong } from "./load_page.ts";
import { type AddressValues, BadAddress, placeOf, valuesOf } from "./place.ts";
import { findSession, type StoredSession } from "./session.ts";
import type { Visit } from "./visit.ts";

/** Which action is asked for, by whom. */
export interface CallTarget {
  readonly visit: Visit;
  readonly owner: string;
  readonly action: string;
  readonly over: "socket" | "post";
}

/** An action that was found, with what is needed to call it. */
export interface Target {
  readonly entry: PartEntry;
  /** The owner's own values of the address. */
  readonly values: AddressValues;
  /** The parts whose `authorize` is asked, outermost first; the last is the owner. */
  readonly authorizers: readonly { readonly entry: PartEntry; readonly values: AddressValues }[];
  readonly schema: Action;
  readonly codecs: WireTable["actions"][string];
  readonly handler: (context: HandlerContext, input: unknown) => unknown;
}

/**
 * Finds an action on the page that it is called from.
 *
 * @throws {Refused} When there is none, or none that may be called in this way.
 * @throws {BadAddress} When the address is not one of the page.
 */
export function findTarget(core: Core, { visit, owner, action, over }: CallTarget): Target {
  const entry = core.owners.get(owner);
  const schema = ownValue(entry?.module.contract?.spec.actions, action);
  const handler = ownValue(entry?.module.handlers, action) as Target["handler"] | undefined;
  const codecs = ownValue(entry?.wire.actions, action);
  const place = placeOf(core, visit);
  if (!entry || !schema || !handler || !codecs || place.type !== "page") {
    throw new Refused(refuse.notFound("This action does not exist."));
  }
  // A page's action is judged by the parameters of the page that owns it, so the address must be that page's own.
  const parts = partsAround(core, place.page, entry);
  if (parts.length === 0) throw new Refused(refuse.denied("This action belongs to another page."));
  if (schema.over === "post" && over !== "post") throw new Refused(refuse.denied("This action takes a posted form."));
  const authorizers = parts.map((part) => ({ entry: part, values: valuesOf(part, place, visit) }));
  return { entry, values: authorizers.at(-1)!.values, authorizers, schema, codecs, handler };
}

/**
 * Asks whether a visitor may call an action.
 *
 * @throws {Refused} When she may not.
 */
export async function authorizeCall(
  core: Core,
  db: Reader,
  { visit }: CallTarget,
  { authorizers, entry: owner }: Target,
): Promise<StoredSession> {
  return await inTime(core.limits.loadMs, async () => {
    const stored = await findSession(db, visit, core.clock.now());
    await authorizeParts(
      authorizers.map(({ entry, values }) => ({ entry, context: loadContext(db, stored, visit, values) })),
    );
    return stored;
  }, () => tooLong(core, owner.file));
}

/** What is answered when a call has ended with an error. */
export function refusalOf(core: Core, call: CallTarget, error: unknown): Refusal {
  if (error instanceof Refused) return error.refusal;
  if (error instanceof Redirect) return refuse.denied();
  if (error instanceof BadAddress) return refuse.invalid({ "": [error.message] });
  return busyRefusal(core, error) ?? refuse.failed(core.trace(`action ${call.owner}#${call.action}`, error));
}

/** The member of a table that somebody has named: nothing that every object has. */
export function ownValue<T>(table: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return table && Object.hasOwn(table, name) ? table[name] : undefined;
}
