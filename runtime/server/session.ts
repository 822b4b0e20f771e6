/**
 * Sessions: a random token in a cookie, its hash in the database. A stolen database gives nobody a session.
 *
 * @module
 */
import { createHash } from "node:crypto";
import type { OpenSession } from "../context.ts";
import type { Query, Reader, Writer } from "../../db/types.ts";
import type { Visit, Visitor } from "./visit.ts";

/** A session as the database knows it. */
export interface StoredSession {
  readonly userId: string | null;
  /** SHA-256 of the token, hex; `undefined` for a visitor without a session. */
  readonly tokenHash: string | undefined;
}

/** A session in a handler, with what has been asked of it. */
export interface HandlerSession extends OpenSession {
  /** Writes the change into the handler's own transaction. */
  store(db: Writer, now: number): Promise<void>;
  /** The `Set-Cookie` header of the change, or `undefined`. */
  cookie(secure: boolean): string | undefined;
  /** Whether the handler has signed somebody in or out. */
  readonly changed: boolean;
  /** The hash of the session that ended, or `undefined`. */
  readonly ended: string | undefined;
}

/** Thirty days, in milliseconds. */
const lifetime = 30 * 24 * 60 * 60 * 1000;

const find: Query<string> = {
  name: "findSession",
  sql: "SELECT user_id FROM _rally_sessions WHERE token_hash = ? AND expires_at > ?",
  row: ([userId]) => String(userId),
};
const insert: Query<never> = {
  name: "insertSession",
  sql: "INSERT INTO _rally_sessions (token_hash, user_id, created_at, expires_at) VALUES (?, ?, ?, ?)",
  row: neverRow,
};
const remove: Query<never> = {
  name: "deleteSession",
  sql: "DELETE FROM _rally_sessions WHERE token_hash = ? OR expires_at <= ?",
  row: neverRow,
};

/** The name of the session cookie. The `__Host-` prefix is refused by browsers on unencrypted connections. */
export function sessionCookieName(secure: boolean): string {
  return secure ? "__Host-rally_session" : "rally_session";
}

/** The hash by which the database knows the visitor's session, whether it still exists or not. */
export function tokenHashOf({ cookies, secure }: Visitor): string | undefined {
  const token = cookies.get(sessionCookieName(secure));
  return token ? hashOf(token) : undefined;
}

/** Looks the visitor's session up. */
export async function findSession(db: Reader, visit: Visit, now: number): Promise<StoredSession> {
  if (visit.token) return { userId: visit.token.userId, tokenHash: undefined };
  const token = visit.cookie(sessionCookieName(visit.secure));
  if (!token) return { userId: null, tokenHash: undefined };
  const tokenHash = hashOf(token);
  const userId = await db.first(find, [tokenHash, BigInt(now)]);
  return userId === undefined ? { userId: null, tokenHash: undefined } : { userId, tokenHash };
}

/**
 * The session as a handler may change it.
 *
 * @param over The transport: a socket cannot set cookies, so there `signIn` and `signOut` throw.
 */
export function openSession(stored: StoredSession, over: "socket" | "post"): HandlerSession {
  let change: { type: "in"; userId: string; token: string } | { type: "out" } | undefined;

  function requirePost(name: string): void {
    if (over === "post") return;
    throw new TypeError(
      `Cannot call "${name}" in this action: declare it with { over: "post" }, a socket cannot set cookies`,
    );
  }

  return {
    get userId() {
      if (change === undefined) return stored.userId;
      return change.type === "in" ? change.userId : null;
    },
    signIn(userId) {
      requirePost("signIn");
      change = { type: "in", userId, token: createToken() };
    },
    signOut() {
      requirePost("signOut");
      change = { type: "out" };
    },
    async store(db, now) {
      if (!change) return;
      await db.run(remove, [stored.tokenHash ?? "", BigInt(now)]);
      if (change.type === "in") {
        await db.run(insert, [hashOf(change.token), change.userId, BigInt(now), BigInt(now + lifetime)]);
      }
    },
    cookie(secure) {
      if (!change) return undefined;
      const [value, age] = change.type === "in" ? [change.token, lifetime / 1000] : ["", 0];
      const flags = `Path=/; HttpOnly; SameSite=Lax; Max-Age=${age}${secure ? "; Secure" : ""}`;
      return `${sessionCookieName(secure)}=${value}; ${flags}`;
    },
    get changed() {
      return change !== undefined;
    },
    get ended() {
      return change ? stored.tokenHash : undefined;
    },
  };
}

function createToken(): string {
  return crypto.getRandomValues(new Uint8Array(32)).toBase64({ alphabet: "base64url", omitPadding: true });
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

function neverRow(): never {
  throw new TypeError("This statement gives no rows");
}
