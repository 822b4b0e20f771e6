/**
 * Group commit: write transactions that wait for the writer share one COMMIT, which is what a durable write costs. The
 * first begins the transaction, each later one is a savepoint in it, and all are answered after the COMMIT, which comes
 * when nobody waits any more. Used by `turn.ts`; `docs/adr/0013-writes-share-a-commit.md` gives the reasons.
 *
 * @module
 */
import { beginImmediate } from "./begin_immediate.ts";
import { ConstraintViolation, mapSqliteError, TransactionEnded } from "./errors.ts";
import { type Holder, type HolderLimits, HolderWatch } from "./holder_watch.ts";
import { Pool } from "./pool.ts";
import { NO_VALUES, PreparedConnection } from "./prepared_connection.ts";
import { SharingRule } from "./sharing_rule.ts";
import type { Connection, Statement } from "./types.ts";

/** A transaction that is done, and waits for the end of its group. Neither function may throw. */
export interface Member {
  /** For messages, e.g. `Action "adjust" of /games/:id`. */
  readonly name: string;
  /** Called in the step of the COMMIT, in the order in which the members were done. */
  readonly saved: () => void;
  /** Called when nothing of the group is saved, or nothing of this member. */
  readonly lost: (error: unknown) => void;
}

/** How long things take within a group, in milliseconds. */
export interface GroupLimits extends HolderLimits {
  /** For how long after its beginning a group takes members. */
  readonly within: number;
  /** How long another process may keep the database locked. */
  readonly patience: number;
}

// Bounds what one failed COMMIT takes with it.
const MOST_MEMBERS = 64;
// Of the time in which a group takes members. Less would be said of many: handlers share the process while they wait.
const SLOW = 4;

/** The connection that writes, held by one transaction at a time, and the members of the group that is open. */
export class Group {
  readonly #writer: PreparedConnection;
  readonly #turns: Pool<PreparedConnection>;
  readonly #savepoint: Statement;
  readonly #release: Statement;
  readonly #undo: Statement;
  readonly #rule: SharingRule;
  readonly #limits: GroupLimits;
  readonly #watch: HolderWatch;
  readonly #members: Member[] = [];
  // Those that held the writer for so long, when they last had it, that nobody's answer is to wait for them.
  readonly #slow = new Set<string>();
  #inSavepoint = false;
  #began = 0;
  #entered = 0;

  constructor(connection: Connection, limits: GroupLimits) {
    this.#limits = limits;
    this.#watch = new HolderWatch(limits);
    this.#writer = new PreparedConnection(connection, "BEGIN IMMEDIATE");
    this.#savepoint = connection.prepare("SAVEPOINT member");
    this.#release = connection.prepare("RELEASE member");
    this.#undo = connection.prepare("ROLLBACK TO member");
    this.#rule = new SharingRule(connection);
    this.#turns = new Pool({ create: () => this.#writer, dispose: () => this.#end(), limit: 1 });
    // Made at once, so that closing a database that nobody wrote to closes its connection too.
    this.#turns.give(this.#turns.take() as PreparedConnection);
  }

  /** Waits for the writer, and begins a transaction or joins the one that is open; at once when nothing is in the way. */
  enter(holder: Holder): PreparedConnection | Promise<PreparedConnection> {
    const writer = this.#turns.take();
    return writer instanceof Promise ? writer.then(() => this.#enter(holder)) : this.#enter(holder);
  }

  /** The holder is done, and committed with its group. */
  keep(member: Member): void {
    this.#leave(member);
    this.#members.push(member);
    this.#pass();
  }

  /** Undoes the holder alone. `saved` then says that those before it, whose writes it may have read, are saved. */
  drop(member: Member): void {
    this.#leave(member);
    if (this.#undoHolder()) {
      this.#members.push(member);
    } else {
      this.#lose((name) => new TransactionEnded(`${name} is not saved: a transaction that shared its commit was lost`));
      // It has an error of its own to tell.
      member.saved();
    }
    this.#pass();
  }

  /** Closes the connection when nobody holds it, and refuses whoever waits. */
  close(): void {
    this.#turns.close();
  }

  #isOpen(): boolean {
    return this.#writer.connection.inTransaction;
  }

  #end(): void {
    this.#watch.close();
    this.#writer.connection.close();
  }

  #enter(holder: Holder): PreparedConnection | Promise<PreparedConnection> {
    try {
      if (this.#members.length > 0 && !this.#mayJoin(holder.name)) this.#commit();
      if (this.#members.length > 0) {
        this.#beginMember();
      } else {
        const locked = beginImmediate(this.#writer, this.#limits.patience, holder.name);
        if (locked !== undefined) {
          return locked.then(() => this.#hold(holder), (error) => this.#cannotEnter(error, holder));
        }
      }
      return this.#hold(holder);
    } catch (error) {
      return this.#cannotEnter(error, holder);
    }
  }

  #hold(holder: Holder): PreparedConnection {
    this.#entered = performance.now();
    if (this.#members.length === 0) this.#began = this.#entered;
    this.#watch.start(holder, this.#entered);
    return this.#writer;
  }

  #cannotEnter(error: unknown, { name }: Holder): never {
    this.#pass();
    throw mapSqliteError(error, `The beginning of ${name}`);
  }

  #leave({ name }: Member): void {
    this.#watch.stop();
    if (performance.now() - this.#entered > SLOW * this.#limits.within) this.#slow.add(name);
    else this.#slow.delete(name);
  }

  #mayJoin(name: string): boolean {
    return this.#isOpen() && !this.#slow.has(name) && this.#rule.allows();
  }

  #beginMember(): void {
    // Not earlier: what the COMMIT refuses of the last member can be undone alone.
    if (this.#inSavepoint) this.#release.run(NO_VALUES);
    this.#inSavepoint = false;
    this.#savepoint.run(NO_VALUES);
    this.#inSavepoint = true;
  }

  /** Hands the writer to whoever waits; when nobody does, this is the end of the group. */
  #pass(): void {
    if (!this.#turns.wanted || this.#isFull()) this.#commit();
    this.#turns.give(this.#writer);
  }

  #isFull(): boolean {
    return this.#members.length >= MOST_MEMBERS || performance.now() - this.#began >= this.#limits.within;
  }

  /** Undoes the holder and nobody else, which takes a savepoint: `false` when there is none (any more). */
  #undoHolder(): boolean {
    if (!this.#inSavepoint) return false;
    this.#inSavepoint = false;
    try {
      if (!this.#isOpen()) return false;
      this.#undo.run(NO_VALUES);
      this.#release.run(NO_VALUES);
      return true;
    } catch {
      return false;
    }
  }

  #commit(): void {
    if (this.#members.length === 0) return;
    if (!this.#isOpen()) {
      return this.#lose((name) =>
        new TransactionEnded(`${name} is not saved: its transaction was ended before the commit`)
      );
    }
    try {
      this.#writer.commit.run(NO_VALUES);
    } catch (error) {
      return this.#refused(error);
    }
    this.#inSavepoint = false;
    for (const member of this.#members.splice(0)) member.saved();
  }

  #refused(error: unknown): void {
    const lost = (name: string) => mapSqliteError(error, `The commit of ${name}`);
    const last = this.#members.at(-1)!;
    // A deferred constraint that is broken is the last one's: the sharing rule lets nobody join somebody with one.
    if (lost(last.name) instanceof ConstraintViolation && this.#undoHolder()) {
      this.#members.pop();
      last.lost(lost(last.name));
      return this.#commit();
    }
    this.#lose(lost);
  }

  #lose(why: (name: string) => unknown): void {
    this.#inSavepoint = false;
    rollback(this.#writer);
    for (const { name, lost } of this.#members.splice(0)) lost(why(name));
  }
}

// When even this fails the connection is broken: the next BEGIN says so, and this group has its own error to tell.
function rollback(writer: PreparedConnection): void {
  try {
    if (writer.connection.inTransaction) writer.rollback.run(NO_VALUES);
  } catch {
    return;
  }
}
