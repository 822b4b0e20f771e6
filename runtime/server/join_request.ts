/**
 * What a socket asks for with `join`, and the page that it is about: one that waits, or is loaded anew.
 *
 * @module
 */
import type { KnownTemplates } from "../live/live_view.ts";
import type { Listener } from "../topics/hub.ts";
import type { Region, ServerFrame } from "../wire/frames.ts";
import { Redirect } from "./answers.ts";
import type { Core } from "./core.ts";
import type { KeptPart } from "./live_store.ts";
import type { OpenedPage } from "./load_page.ts";
import { sessionCookieName } from "./session.ts";
import type { Visit, Visitor } from "./visit.ts";

/** What a socket asks for with `join`. */
export interface JoinRequest {
  readonly visitor: Visitor;
  /** `page`, or the id of a layout. */
  readonly region: Region;
  readonly href: string;
  /** The token of the document, or any other string to load anew. */
  readonly token: string;
  readonly connection: Listener;
  /** The templates that the browser has, of all live parts of the socket. */
  readonly known: KnownTemplates;
  send(frame: ServerFrame): void;
  /** Loads a page for which nothing waits. */
  open(visit: Visit): Promise<OpenedPage>;
  /** Is told of an event that no page of this browser can have sent. */
  refused(): void;
}

/** The part that was rendered for this address and visitor, if it still waits. */
export function takeWaiting(core: Core, visit: Visit, { token, region }: JoinRequest): KeptPart | undefined {
  const part = core.live.take(token, visit.cookie(sessionCookieName(visit.secure)));
  return part?.opened.href === visit.href && part.region === region ? part : undefined;
}

/** The page of an address; `undefined` when it leads elsewhere or fails. */
export async function openOrNone(core: Core, visit: Visit, { open }: JoinRequest): Promise<OpenedPage | undefined> {
  try {
    return await open(visit);
  } catch (error) {
    if (!(error instanceof Redirect)) core.trace(`join ${visit.path}`, error);
    return undefined;
  }
}
