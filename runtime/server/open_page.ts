/**
 * Step 4 of a request (see ARCHITECTURE.md): opens the page of an address, or the page that says why there is none.
 * Called for documents, for posted forms and for navigations.
 *
 * @module
 */
import { posix } from "node:path";
import type { ErrorInfo } from "../page/module.ts";
import { type Refusal, refusalStatus, refuse } from "../page/result.ts";
import { Redirect, Refused } from "./answers.ts";
import type { PageEntry } from "./app_table.ts";
import { busyRefusal } from "./busy_refusal.ts";
import type { Core } from "./core.ts";
import { fallbackPage } from "./fallback_page.ts";
import { loadPage, type OpenedPage, tryAgain } from "./load_page.ts";
import { BadAddress, type Place, placeOf } from "./place.ts";
import type { SpecialKind } from "./special_pages.ts";
import type { Visit } from "./visit.ts";

/**
 * Opens the page of a visit. What goes wrong becomes a page too: `not_found`, or `error` with its status.
 *
 * @throws {Redirect} When `load` or `authorize` redirects, and for a path that has another spelling.
 */
export async function openPage(core: Core, visit: Visit): Promise<OpenedPage> {
  const place = placeOf(core, visit);
  if (place.type === "page" && place.canonical !== visit.path) {
    throw new Redirect(place.canonical + (visit.search && `?${visit.search}`), 308);
  }
  try {
    const page = pageAt(place);
    return await loadPage(core, visit, { page, around: place });
  } catch (error) {
    return await openErrorPage(core, visit, error);
  }
}

/** Opens the page that tells of a failure. */
export async function openErrorPage(core: Core, visit: Visit, error: unknown): Promise<OpenedPage> {
  return await showError(core, visit, error, (opened) => opened);
}

/**
 * Opens the page that tells of a failure and does something with it. The nearest one up the folder path counts; when
 * its layouts refuse, or anything of it fails, the next one outwards is tried, and at last the built-in one.
 *
 * @throws {Redirect} When the failure is a redirect, or a layout redirects.
 */
export async function showError<T>(
  core: Core,
  visit: Visit,
  error: unknown,
  show: (opened: OpenedPage) => T,
): Promise<T> {
  const place = placeOf(core, visit);
  let failure = failureOf(core, visit, error);
  for (let folder = place.folder; folder !== undefined;) {
    const page = core.specialPages.above(failure.kind, folder);
    if (!page) break;
    try {
      return show(await loadPage(core, visit, { page, around: place }, failure.shown));
    } catch (second) {
      // A layout that refuses a visitor says so for everything inside it, also for what does not exist.
      if (isDenial(second) || second instanceof Redirect) failure = failureOf(core, visit, second);
      else if (!isExpected(second)) core.trace(`${page.file} for ${visit.path}`, second);
      folder = folderAbove(posix.dirname(page.file));
    }
  }
  return show(await loadPage(core, visit, { page: fallbackPage, around: place }, failure.shown));
}

/**
 * The page of a place.
 *
 * @throws {Refused | BadAddress} Where there is none.
 */
export function pageAt(place: Place): PageEntry {
  switch (place.type) {
    case "malformed":
      throw new BadAddress("This address is not percent-encoded UTF-8.");
    case "nothing":
      throw new Refused(refuse.notFound("There is no page at this address."));
    case "page":
      return place.page;
  }
}

interface Failure {
  readonly kind: SpecialKind;
  readonly shown: ErrorInfo;
}

function failureOf(core: Core, visit: Visit, error: unknown): Failure {
  if (error instanceof Redirect) throw error;
  if (error instanceof BadAddress) return { kind: "error", shown: { status: 400, message: error.message } };
  const refusal = error instanceof Refused
    ? error.refusal
    : busyRefusal(core, error, tryAgain) ?? refuse.failed(core.trace(`page ${visit.path}`, error));
  return {
    kind: refusal.kind === "not_found" ? "notFound" : "error",
    shown: errorInfo(refusal, core.dev ? error : undefined),
  };
}

function errorInfo(refusal: Refusal, shown?: unknown): ErrorInfo {
  const message = shown instanceof Error && refusal.kind === "failed" ? shown.message : refusal.message;
  return {
    status: refusalStatus[refusal.kind],
    message,
    ...(refusal.kind === "failed" ? { traceId: refusal.traceId } : {}),
  };
}

function isDenial(error: unknown): boolean {
  return error instanceof Refused && error.refusal.kind === "denied";
}

function isExpected(error: unknown): boolean {
  return error instanceof Refused || error instanceof BadAddress;
}

function folderAbove(folder: string): string | undefined {
  const above = posix.dirname(folder);
  return above === folder ? undefined : above;
}
