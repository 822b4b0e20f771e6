/**
 * API tokens: a program that has one acts as the user it was made for, within its scopes. The database knows the hash.
 * `rally token` makes, lists and revokes them.
 *
 * @module
 */
import { createHash } from "node:crypto";
import type { Connection, Query, Reader } from "../../../db/types.ts";
import { allows } from "./scopes.ts";

/** A token as a request shows it. */
export interface ApiToken {
  readonly id: string;
  readonly userId: string;
  readonly scopes: readonly string[];
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** A token in the list of all. */
export interface StoredToken extends ApiToken {
  /** What it is for, in the words of who made it. */
  readonly name: string;
  readonly createdAt: number;
}

/** What {@linkcode createToken} takes. */
export type NewToken = Omit<StoredToken, "id">;

const find: Query<ApiToken> = {
  name: "findToken",
  sql: "SELECT id, user_id, scopes, expires_at FROM _rally_tokens WHERE token_hash = ? AND expires_at > ?",
  row: ([id, userId, scopes, expiresAt]) => ({
    id: String(id),
    userId: String(userId),
    scopes: JSON.parse(String(scopes)),
    expiresAt: Number(expiresAt),
  }),
};

/** The token of an `Authorization` header; `undefined` without one, or with one of another scheme. */
export function bearerOf(request: Request): string | undefined {
  return /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
}

/** Looks a token up; `undefined` for one that does not exist, has expired or was revoked. */
export async function findToken(db: Reader, secret: string, now: number): Promise<ApiToken | undefined> {
  return await db.first(find, [hashOf(secret), BigInt(now)]);
}

/** Whether a token may be used for a page, an action or a topic; see `scopes.ts` for the names. */
export function mayUse({ scopes }: ApiToken, name: string): boolean {
  return scopes.some((scope) => allows(scope, name));
}

/** Makes a token. The secret is given once and stored nowhere. */
export function createToken(connection: Connection, token: NewToken): { id: string; secret: string } {
  const id = crypto.getRandomValues(new Uint8Array(6)).toHex();
  const random = crypto.getRandomValues(new Uint8Array(32)).toBase64({ alphabet: "base64url", omitPadding: true });
  const secret = `rally_${random}`;
  connection.prepare(
    "INSERT INTO _rally_tokens (id, token_hash, user_id, name, scopes, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
  ).run([
    id,
    hashOf(secret),
    token.userId,
    token.name,
    JSON.stringify(token.scopes),
    BigInt(token.createdAt),
    BigInt(token.expiresAt),
  ]);
  return { id, secret };
}

/** All tokens, the expired ones too, oldest first. */
export function listTokens(connection: Connection): StoredToken[] {
  const rows = connection
    .prepare("SELECT id, user_id, name, scopes, created_at, expires_at FROM _rally_tokens ORDER BY created_at, id")
    .all([]);
  return rows.map(([id, userId, name, scopes, createdAt, expiresAt]) => ({
    id: String(id),
    userId: String(userId),
    name: String(name),
    scopes: JSON.parse(String(scopes)),
    createdAt: Number(createdAt),
    expiresAt: Number(expiresAt),
  }));
}

/** Revokes a token; `false` when there is none of that id. */
export function revokeToken(connection: Connection, id: string): boolean {
  return connection.prepare("DELETE FROM _rally_tokens WHERE id = ?").run([id]).changes > 0;
}

function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
