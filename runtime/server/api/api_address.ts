/**
 * The addresses of the HTTP API: below one prefix stands the address of a page, and behind a colon what is asked of it.
 *
 * ```
 * GET  /_rally/api/games/3?tab=log            the data of the page at /games/3?tab=log
 * POST /_rally/api/games/3:adjust             its action "adjust"
 * POST /_rally/api/games/3:layout.setTheme    an action of a layout around it, by the layout's id
 * ```
 *
 * @module
 */
import type { Core } from "../core.ts";
import { ownerOf } from "../../page/call.ts";
import { placeOf } from "../place.ts";
import { type Visit, visitOf, type Visitor } from "../visit.ts";

/** Where the API stands. */
export const apiPath = "/_rally/api";

/** An action as an address names it. */
export interface ActionAddress {
  readonly visit: Visit;
  /** The contract's path, with `layout:` before a layout's; `undefined` where there is no such page or layout. */
  readonly owner: string | undefined;
  readonly action: string;
}

/** The visit that an address of the API stands for. */
export function pageVisit(visitor: Visitor, url: URL): Visit | undefined {
  return visitOf(visitor, (url.pathname.slice(apiPath.length) || "/") + url.search);
}

/** The action that an address names; `undefined` when it names none. A colon in a parameter is percent-encoded. */
export function actionAddress(core: Core, visitor: Visitor, url: URL): ActionAddress | undefined {
  const found = /^(?<path>.*):(?:(?<layout>\w+)\.)?(?<action>[^:/]+)$/.exec(url.pathname.slice(apiPath.length));
  const { path = "", layout, action = "" } = found?.groups ?? {};
  const visit = found ? visitOf(visitor, (path || "/") + url.search) : undefined;
  return visit && { visit, owner: ownerAt(core, visit, layout), action: decodeURIComponentSafely(action) };
}

/** The name of an action as an address spells it. */
export function actionStep(action: string, layout?: string): string {
  const name = encodeURIComponent(action).replaceAll(".", "%2E");
  return `:${layout === undefined ? "" : `${layout}.`}${name}`;
}

function ownerAt(core: Core, visit: Visit, layout: string | undefined): string | undefined {
  const place = placeOf(core, visit);
  if (place.type !== "page") return undefined;
  if (layout === undefined) return place.page.path;
  const path = core.layouts.get(layout)?.path;
  return path === undefined ? undefined : ownerOf({ kind: "layout", path });
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
