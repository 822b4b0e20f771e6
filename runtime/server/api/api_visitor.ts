/**
 * Who asks over the HTTP API: the user of the token in the `Authorization` header, or without one whoever the cookies
 * say, as for frames. The two are never mixed: beside a token no cookie is looked at.
 *
 * @module
 */
import { ownerOf } from "../../page/call.ts";
import type { Core } from "../core.ts";
import { placeOf } from "../place.ts";
import type { Visit, Visitor } from "../visit.ts";
import { bearerOf, findToken, mayUse } from "./tokens.ts";
import { problemResponse } from "./problem.ts";

/**
 * The visitor of a request, or the answer to one whose token is not valid.
 *
 * @param visitor What the request says without its token.
 */
export async function apiVisitor(core: Core, request: Request, visitor: Visitor): Promise<Visitor | Response> {
  const secret = bearerOf(request);
  if (secret === undefined) return visitor;
  const token = await core.db.read((db) => findToken(db, secret, core.clock.now()));
  if (token) return { ...visitor, cookies: new Map(), token };
  return problemResponse(
    "unauthorized",
    { detail: "This token does not exist, has expired or was revoked." },
    { "www-authenticate": 'Bearer error="invalid_token"' },
  );
}

/** The answer to a token that may not do this; `undefined` when it may, and for visitors without one. */
export function outOfScope({ token }: Visitor, name: string): Response | undefined {
  if (!token || mayUse(token, name)) return undefined;
  return problemResponse("denied", { detail: `This token has no scope for ${name}.` });
}

/** The name that scopes have for a page; the address itself where there is none. */
export function pageScope(core: Core, visit: Visit): string {
  const place = placeOf(core, visit);
  return place.type === "page" ? ownerOf({ kind: "page", path: place.page.path }) : visit.path;
}
