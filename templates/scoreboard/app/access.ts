/**
 * Who is looking at a page, and what she may do. Server only.
 *
 * @module
 */
import type { Reader, Session } from "@rally/rally";
import { getUser, type GetUserRow } from "./sql/queries.ts";

/** The user of a session, or `undefined` for a visitor and for a user who was deleted meanwhile. */
export async function viewerOf(db: Reader, session: Session): Promise<GetUserRow | undefined> {
  return session.userId === null ? undefined : await getUser(db, { id: session.userId });
}

export async function isAdmin(db: Reader, session: Session): Promise<boolean> {
  return (await viewerOf(db, session))?.role === "admin";
}
