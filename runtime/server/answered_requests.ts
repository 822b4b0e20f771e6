/**
 * Requests that were answered: what makes a retry get the first answer instead of running the handler again. An answer
 * is written by the handler's own transaction, so a save and its answer are there together or not at all.
 *
 * @module
 */
import { hash } from "node:crypto";
import type { Query, Reader, Writer } from "../../db/types.ts";
import { type Refusal, refuse } from "../page/result.ts";
import type { Json } from "../wire/codec.ts";
import { Refused } from "./answers.ts";

/** What is asked for, by whom. */
export interface RequestContent {
  /** The key that the caller gave it. */
  readonly key: string;
  /** The user's id; `null` for a visitor without a session. */
  readonly userId: string | null;
  readonly owner: string;
  readonly action: string;
  readonly href: string;
  /** The input as it was sent. */
  readonly body: Json;
  /** Whether the key is that of a document's forms, which may be sent more than once with other fields. */
  readonly isForm: boolean;
}

/** A request as the table knows it. The key itself is in the browser alone, so its content cannot be guessed by trying. */
export interface RequestName {
  readonly keyHash: string;
  readonly contentHash: string;
}

/** What is given again: a value as it travels, a refusal that kept what was written, another place to go. */
export type KeptAnswer =
  | readonly ["ok", value: Json]
  | readonly ["no", refusal: Refusal]
  | readonly ["to", href: string];

/** The answers of one app. */
export interface AnsweredRequests {
  /** Runs `work` when whatever else was begun under this key is over; at once without a key. */
  inTurn<T>(key: string | undefined, work: () => Promise<T>): Promise<T>;
  /**
   * The answer that a request has had.
   *
   * @throws {Refused} When its key was used for something else, or by somebody else.
   */
  find(db: Reader, name: RequestName): Promise<KeptAnswer | undefined>;
  /**
   * Keeps an answer in the transaction that made it.
   *
   * @throws {AnsweredMeanwhile} When another process has answered this key: the transaction must be undone.
   */
  keep(db: Writer, name: RequestName, answer: KeptAnswer): Promise<void>;
}

/** Another process on the same database was quicker with the same request. */
export class AnsweredMeanwhile extends Error {
  override name = "AnsweredMeanwhile";
}

/** The most characters of a key. */
const maxKey = 64;

/** For how long an answer is kept at least, in milliseconds: a day. */
const keptFor = 24 * 60 * 60 * 1000;

/** Every how many answers old ones are deleted, and how many then: the table shrinks by two rows for each that comes. */
const cleaning = { every: 32, rows: 64 };

const find: Query<{ readonly answer: string; readonly isSame: boolean }> = {
  name: "findAnswer",
  sql: "SELECT answer, content_hash = ?2 FROM _rally_requests WHERE key_hash = ?1",
  row: ([answer, isSame]) => ({ answer: String(answer), isSame: isSame === 1 }),
};
const insert: Query<never> = {
  name: "insertAnswer",
  sql: "INSERT INTO _rally_requests (key_hash, content_hash, answer, answered_at) VALUES (?, ?, ?, ?) " +
    "ON CONFLICT (key_hash) DO NOTHING",
  row: neverRow,
};
const clean: Query<never> = {
  name: "deleteOldAnswers",
  sql: "DELETE FROM _rally_requests WHERE answered_at < ?1 AND rowid IN " +
    "(SELECT rowid FROM _rally_requests ORDER BY rowid LIMIT ?2)",
  row: neverRow,
};

/** Whether a value of a frame or a form can be the key of a request. */
export function isRequestKey(value: unknown): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= maxKey;
}

/** A key that no other request has: for a document's forms, and for the calls of a live loop. */
export function createRequestKey(): string {
  return crypto.randomUUID();
}

/** How the table names a request. */
export function nameOf({ key, isForm, ...content }: RequestContent): RequestName {
  const { userId, owner, action, href, body } = content;
  const contentHash = hashOf([key, userId, owner, action, href, body]);
  // A reader may go back to a form that was sent, and send something else: that is another request.
  return { keyHash: isForm ? contentHash : hashOf([key]), contentHash };
}

/** Opens the table of answers. */
export function createAnsweredRequests(now: () => number): AnsweredRequests {
  const running = new Map<string, Promise<unknown>>();
  let kept = 0;
  return {
    async inTurn(key, work) {
      if (key === undefined) return await work();
      const before = running.get(key);
      const mine = before ? before.then(work, work) : work();
      running.set(key, mine);
      try {
        return await mine;
      } finally {
        if (running.get(key) === mine) running.delete(key);
      }
    },
    async find(db, { keyHash, contentHash }) {
      const found = await db.first(find, [keyHash, contentHash]);
      if (found && !found.isSame) throw new Refused(refuse.conflict(otherRequest));
      return found && JSON.parse(found.answer);
    },
    async keep(db, { keyHash, contentHash }, answer) {
      const { changes } = await db.run(insert, [keyHash, contentHash, JSON.stringify(answer), BigInt(now())]);
      if (changes === 0) throw new AnsweredMeanwhile("This request was answered by another process");
      if (kept++ % cleaning.every === 0) await db.run(clean, [BigInt(now() - keptFor), BigInt(cleaning.rows)]);
    },
  };
}

const otherRequest = "This was not done: its key was used before, for something else or by somebody else.";

function hashOf(value: Json): string {
  return hash("sha256", JSON.stringify(value), "base64url");
}

function neverRow(): never {
  throw new TypeError("This statement gives no rows");
}
