/**
 * What the server's functions of a page receive. Types only: this file leaves no code behind.
 *
 * @module
 */
import type { Reader, Writer } from "../db/types.ts";
import type {
  Action,
  ActionInput,
  ActionOutput,
  Actions,
  Contract,
  Data,
  Params,
  ParsedInput,
  Query,
} from "./page/contract.ts";
import type { Deferred } from "./page/deferred.ts";
import type { FieldName } from "./page/field_name.ts";
import type { Refusal } from "./page/result.ts";
import type { TopicAddress } from "./page/subscription.ts";

/** Who is asking. */
export interface Session {
  /** What `signIn` was given, or `null` for a visitor. */
  readonly userId: string | null;
}

/** A session that may be changed: in handlers of actions declared `over: "post"`. */
export interface OpenSession extends Session {
  /** Signs in: a new token is issued (the old one ends) when the handler's transaction commits. */
  signIn(userId: string): void;
  /** Signs out: the session ends and its sockets are closed when the handler's transaction commits. */
  signOut(): void;
}

/** What of a request is safe to look at. */
export interface RequestInfo {
  /** The path of the page, percent-encoded. */
  readonly path: string;
  /** The query as it was sent, without `?`. */
  readonly search: string;
  /** One cookie, decoded, or `undefined`. */
  cookie(name: string): string | undefined;
}

/** What a topic's `authorize` receives. */
export interface AuthorizeContext {
  readonly db: Reader;
  readonly session: Session;
}

/** What a page's `authorize` receives. */
export interface PageContext<C extends Contract = Contract> extends AuthorizeContext {
  readonly params: Params<C>;
  readonly query: Query<C>;
  readonly request: RequestInfo;
}

/** What `load` receives. Every query of `load` and `authorize` sees the same snapshot of the database. */
export interface LoadContext<C extends Contract = Contract> extends PageContext<C> {
  /**
   * Leaves a slow part of the data for later: the page is shown without it, and gets it as the message of `reloaded`.
   * It must be a field of what `load` returns, declared as `deferred(schema)`. `read` runs when the snapshot of `load`
   * is closed, and its queries see one of their own. What it throws makes the part `failed`.
   */
  deferred<T>(read: (db: Reader) => T | Promise<T>, options?: DeferredOptions): Deferred<T>;
}

/** How long a deferred part is waited for. */
export interface DeferredOptions {
  /**
   * Milliseconds until the part counts as failed.
   * @default {10_000}
   */
  readonly timeout?: number;
}

/** What a handler receives. Its queries are one transaction: a return commits, a throw rolls back. */
export interface HandlerContext<C extends Contract = Contract> {
  readonly db: Writer;
  readonly session: OpenSession;
  readonly params: Params<C>;
  readonly query: Query<C>;
  readonly request: RequestInfo;
  /**
   * Sends an event to everybody who listens, after the commit. Who listens to several of the topics gets it once; the
   * loop that called the action does not get it, because the answer says the same.
   */
  publish<Event>(to: TopicAddress<Event> | readonly TopicAddress<Event>[], event: Event): void;
  /** Runs after the commit; what it throws is logged and changes nothing. */
  afterCommit(work: () => void | Promise<void>): void;
}

/** The type of a page's `load`. */
export type Load<C extends Contract = Contract> = (context: LoadContext<C>) => Data<C> | Promise<Data<C>>;

/** The type of a page's `authorize`: `false` answers 403, `redirect(…)` may send to a sign-in page. */
export type Authorize<C extends Contract = Contract> = (context: PageContext<C>) => boolean | Promise<boolean>;

/** The type of a page's `handlers`: one function for each action of the contract. */
export type Handlers<C extends Contract = Contract> = {
  readonly [N in keyof Actions<C>]: ActionHandler<C, Extract<Actions<C>[N], Action>>;
};

/** One handler. */
export type ActionHandler<C extends Contract, A extends Action> = (
  context: HandlerContext<C>,
  input: ParsedInput<A>,
) => HandlerAnswer<A> | Promise<HandlerAnswer<A>>;

/**
 * The type of a page's `checks`: what the database says of an action's fields. Asked while a form is filled in, and once
 * more in the transaction of the handler before it runs.
 */
export type Checks<C extends Contract = Contract> = {
  readonly [N in keyof Actions<C>]?: ActionCheck<C, Extract<Actions<C>[N], Action>>;
};

/**
 * One check. `input` has those fields of the action that are right by themselves; before the handler that is all of
 * them.
 */
export type ActionCheck<C extends Contract, A extends Action> = (
  context: CheckContext<C, A>,
  input: Partial<ParsedInput<A>>,
) => void | Promise<void>;

/** What a check receives. */
export interface CheckContext<C extends Contract, A extends Action> extends PageContext<C> {
  /** Tells the problem of a field; the empty name stands for the whole input. */
  problem(name: FieldName<ActionInput<A>> | "", words: string): void;
}

/** What a handler may return: the action's output, or a refusal that keeps what was written. */
export type HandlerAnswer<A extends Action> = ActionOutput<A> | Refusal;
