/**
 * Step 4 of a request (see ARCHITECTURE.md): finds the page, asks who may see it, and loads it and its layouts from one snapshot of the
 * database. Called for documents, for posted forms and for navigations.
 *
 * @module
 */
import type { LoadContext } from "../context.ts";
import type { Reader } from "../../db/types.ts";
import type { Start } from "../page/contract.ts";
import type { ErrorInfo } from "../page/module.ts";
import type { RefusedForm } from "../page/refused_form.ts";
import { type Refusal, refusalStatus, refuse } from "../page/result.ts";
import type { Position } from "../wire/frames.ts";
import { parseStrings } from "../wire/strings.ts";
import { Redirect, Refused } from "./answers.ts";
import type { PageEntry, PartEntry } from "./app_table.ts";
import { type Core, layoutsOf } from "./core.ts";
import { fallbackPage } from "./fallback_page.ts";
import { findSession, sessionCookieName, type StoredSession } from "./session.ts";
import type { Visit } from "./visit.ts";

/** A page that was found: its entry and the parsed values of the address. */
export interface Located {
  readonly page: PageEntry;
  readonly params: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
}

/** A page or layout with what its loop starts from. */
export interface OpenedPart<Entry extends PartEntry = PartEntry> {
  readonly entry: Entry;
  readonly start: Start;
}

/** A page with its layouts, loaded. */
export interface OpenedPage {
  readonly page: OpenedPart<PageEntry>;
  /** Outermost first. */
  readonly layouts: readonly OpenedPart[];
  readonly href: string;
  readonly status: number;
  readonly since: Position;
  /** Whether the session was looked at: such a document belongs to one visitor and is never stored. */
  readonly personal: boolean;
  /** The session cookie that the page was asked for with. */
  readonly sessionToken: string | undefined;
  /** The posted form that this page is the answer to, when it was refused. */
  readonly refused?: RefusedForm;
}

/**
 * Opens the page of a visit. What goes wrong becomes a page too: `not_found`, or `error` with its status.
 *
 * @throws {Redirect} When `load` or `authorize` redirects.
 */
export async function openPage(core: Core, visit: Visit): Promise<OpenedPage> {
  try {
    const located = locate(core, visit);
    return await loadPage(core, visit, located ?? special(core.table.notFound ?? fallbackPage), {
      status: located ? 200 : 404,
      data: located ? undefined : errorInfo(refuse.notFound("There is no page at this address.")),
    });
  } catch (error) {
    return await openErrorPage(core, visit, error);
  }
}

/** Opens the page that tells of a failure, with the layouts around it as long as they can be loaded. */
export async function openErrorPage(core: Core, visit: Visit, error: unknown): Promise<OpenedPage> {
  if (error instanceof Redirect) throw error;
  const refusal = error instanceof Refused ? error.refusal : refuse.failed(core.trace(`page ${visit.path}`, error));
  const entry = refusal.kind === "not_found" ? core.table.notFound : core.table.error;
  const given = { status: refusalStatus[refusal.kind], data: errorInfo(refusal, core.dev ? error : undefined) };
  try {
    return await loadPage(core, visit, special(entry ?? fallbackPage), given);
  } catch (second) {
    if (second instanceof Redirect) throw second;
    if (!(second instanceof Refused)) core.trace(`error page for ${visit.path}`, second);
    return await loadPage(core, visit, special(fallbackPage), given);
  }
}

/** The page of an address, or `undefined`: an unknown path and a value that does not parse are the same 404. */
export function locate(core: Core, visit: Visit): Located | undefined {
  const found = core.match(visit.path);
  const page = found && core.pages.get(found.path);
  if (!page) return undefined;
  const spec = page.module.contract?.spec;
  const params = parseStrings(spec?.params ?? {}, found.params);
  const query = parseStrings(spec?.query ?? {}, Object.fromEntries(new URLSearchParams(visit.search)));
  return params.ok && query.ok ? { page, params: params.values, query: query.values } : undefined;
}

/** What the server's functions of a page are called with. */
export function loadContext(db: Reader, session: StoredSession, visit: Visit, located: Located): LoadContext {
  const { params, query } = located;
  return { db, session, params, query, request: visit } as LoadContext;
}

/**
 * Asks a page and its layouts whether this visitor may see them.
 *
 * @throws {Refused} When one of them says no.
 */
export async function authorizeParts(parts: readonly PartEntry[], context: LoadContext): Promise<void> {
  for (const { module } of parts) {
    if (module.authorize && !await module.authorize(context as never)) throw new Refused(refuse.denied());
  }
}

async function loadPage(
  core: Core,
  visit: Visit,
  located: Located,
  given: { status: number; data: ErrorInfo | undefined },
): Promise<OpenedPage> {
  const { page, params, query } = located;
  const layouts = layoutsOf(core, page);
  // Before the snapshot: an event after this position may be in the data already, but none is missing.
  const since = core.hub.bus.position();
  return await core.db.read(async (db) => {
    const seen = watchSession(await findSession(db, visit, core.now()));
    const context = loadContext(db, seen.session, visit, located);
    // The page of a failure is for everybody; the layouts around it are not.
    await authorizeParts(given.data ? layouts : [...layouts, page], context);
    const load = async (entry: PartEntry, own: object) =>
      ({ data: await entry.module.load?.(context as never), path: visit.path, ...own }) as unknown as Start;
    const opened: OpenedPart[] = [];
    for (const entry of layouts) opened.push({ entry, start: await load(entry, { params: {}, query: {} }) });
    const start = given.data
      ? { data: given.data, path: visit.path, params, query } as unknown as Start
      : await load(page, { params, query });
    return {
      page: { entry: page, start },
      layouts: opened,
      href: visit.href,
      status: given.status,
      since,
      personal: seen.looked(),
      sessionToken: visit.cookie(sessionCookieName(visit.secure)),
    };
  });
}

function watchSession(stored: StoredSession): { session: StoredSession; looked(): boolean } {
  let looked = false;
  const session = {
    tokenHash: stored.tokenHash,
    get userId() {
      looked = true;
      return stored.userId;
    },
  };
  return { session, looked: () => looked };
}

function special(page: PageEntry): Located {
  return { page, params: {}, query: {} };
}

function errorInfo(refusal: Refusal, shown?: unknown): ErrorInfo {
  const message = shown instanceof Error && refusal.kind === "failed" ? shown.message : refusal.message;
  return {
    status: refusalStatus[refusal.kind],
    message,
    ...(refusal.kind === "failed" ? { traceId: refusal.traceId } : {}),
  };
}
