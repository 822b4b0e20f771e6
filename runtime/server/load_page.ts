/**
 * Step 4 of a request (see ARCHITECTURE.md), its second half: asks who may see a page, and loads it and its layouts
 * from one snapshot of the database.
 *
 * @module
 */
import type { PageContext } from "../context.ts";
import type { Reader } from "../../db/types.ts";
import type { Start } from "../page/contract.ts";
import type { ErrorInfo } from "../page/module.ts";
import type { RefusedForm } from "../page/refused_form.ts";
import { refuse } from "../page/result.ts";
import type { Json } from "../wire/codec.ts";
import type { Position } from "../wire/frames.ts";
import { Refused } from "./answers.ts";
import type { PageEntry, PartEntry } from "./app_table.ts";
import { type Core, layoutsOf } from "./core.ts";
import { inTime } from "./limits.ts";
import { packLoaded } from "./pack_loaded.ts";
import { type AddressValues, type Surroundings, valuesOf } from "./place.ts";
import { findSession, sessionCookieName, type StoredSession } from "./session.ts";
import { createDeferring } from "./slow_reads.ts";
import type { Visit } from "./visit.ts";
import { requireDecision } from "./wrong_return.ts";

/** A page or layout with what its loop starts from. */
export interface OpenedPart<Entry extends PartEntry = PartEntry> {
  readonly entry: Entry;
  readonly start: Start;
  /** The data of `start` as it travels: exactly what the contract names. */
  readonly packed: Json;
}

/** A page with its layouts, loaded. */
export interface OpenedPage {
  readonly page: OpenedPart<PageEntry>;
  /** Outermost first. */
  readonly layouts: readonly OpenedPart[];
  readonly href: string;
  readonly status: number;
  readonly since: Position;
  /** Whether the session or a cookie was looked at: such a document belongs to one visitor and is never stored. */
  readonly personal: boolean;
  /** The session cookie that the page was asked for with. */
  readonly sessionToken: string | undefined;
  /** The posted form that this page is the answer to, when it was refused. */
  readonly refused?: RefusedForm;
}

/** A page or layout with what its functions on the server are called with. */
export interface AskedPart {
  readonly entry: PartEntry;
  readonly context: PageContext;
}

/** What the functions of a part are called with: its own values of the address, and what all parts share. */
export function loadContext(
  db: Reader,
  session: StoredSession,
  visit: Visit,
  { params, query }: AddressValues,
): PageContext {
  return { db, session, params, query, request: visit } as PageContext;
}

/**
 * Asks a page and its layouts, outermost first, whether this visitor may see them.
 *
 * @throws {Refused} When one of them says no.
 */
export async function authorizeParts(parts: readonly AskedPart[]): Promise<void> {
  for (const { entry, context } of parts) {
    if (!entry.module.authorize) continue;
    const decision: unknown = await entry.module.authorize(context as never);
    if (!requireDecision(decision, `The value of authorize in ${entry.file}`)) throw new Refused(refuse.denied());
  }
}

/**
 * Loads a page inside its layouts. With `shown` it is the page that tells of a failure: it takes that for its data, and
 * is for everybody, unlike the layouts around it.
 *
 * @throws What the app's own code throws, and what {@linkcode valuesOf} throws.
 */
export async function loadPage(
  core: Core,
  visit: Visit,
  { page, around }: { readonly page: PageEntry; readonly around: Surroundings },
  shown?: ErrorInfo,
): Promise<OpenedPage> {
  const layouts = layoutsOf(core, page);
  const parts = [...layouts, ...(shown ? [] : [page])].map((entry) => ({
    entry,
    values: valuesOf(entry, around, visit),
  }));
  // Before the snapshot: an event after this position may be in the data already, but none is missing.
  const since = core.hub.bus.position();
  return await core.db.read((db) =>
    inTime(core.limits.loadMs, async () => {
      const seen = watchVisitor(visit, await findSession(db, visit, core.clock.now()));
      const asked = parts.map(({ entry, values }) => ({
        entry,
        context: loadContext(db, seen.session, seen.visit, values),
      }));
      await authorizeParts(asked);
      const opened: OpenedPart[] = [];
      for (const part of asked) opened.push(await loadPart(part, core));
      return {
        page: shown ? shownPart(page, visit, shown) : opened.pop() as OpenedPart<PageEntry>,
        layouts: opened,
        href: visit.href,
        status: shown?.status ?? 200,
        since,
        personal: seen.looked(),
        sessionToken: visit.cookie(sessionCookieName(visit.secure)),
      };
    }, () => tooLong(core, page.file))
  );
}

/** What a visitor is told whose page had no time. */
export const tryAgain = "This took too long. Try again in a moment.";

/** The refusal of a visit whose page is not loaded in time. The log names the page: its visitors cannot mend it. */
export function tooLong(core: Core, file: string): Refused {
  core.log(`${file}: authorize and load took longer than ${core.limits.loadMs} ms`);
  return new Refused(refuse.timeout(tryAgain));
}

async function loadPart({ entry, context }: AskedPart, core: Core): Promise<OpenedPart> {
  const { params, query, request } = context;
  const { deferred, placed } = createDeferring(core, request.path);
  const data = placed(entry, await entry.module.load?.({ ...context, deferred } as never));
  const start = { data, params, query, path: request.path } as unknown as Start;
  return { entry, start, packed: packLoaded(entry, data, core) };
}

function shownPart(entry: PageEntry, { path }: Visit, shown: ErrorInfo): OpenedPart<PageEntry> {
  return {
    entry,
    start: { data: shown, path, params: {}, query: {} } as unknown as Start,
    packed: { ...shown } as Json,
  };
}

function watchVisitor(
  visit: Visit,
  stored: StoredSession,
): { visit: Visit; session: StoredSession; looked(): boolean } {
  let looked = false;
  const session = {
    tokenHash: stored.tokenHash,
    get userId() {
      looked = true;
      return stored.userId;
    },
  };
  const watched = {
    ...visit,
    cookie(name: string) {
      looked = true;
      return visit.cookie(name);
    },
  };
  return { visit: watched, session, looked: () => looked };
}
