/**
 * Things that one holder at a time may use, handed out first come, first served. The readers are a pool that grows on
 * demand; the writer is a pool of one, which makes it a fair lock.
 *
 * @module
 */

/** How a pool makes, ends and waits for its items. */
export interface PoolOptions<T> {
  readonly create: () => T;
  readonly dispose: (item: T) => void;
  /** The most items that exist at once. */
  readonly limit: number;
  /** How long `take` waits, in milliseconds, and what it throws then. @default it waits until an item comes */
  readonly patience?: { readonly milliseconds: number; readonly error: () => Error };
}

interface Waiter<T> {
  readonly resolve: (item: T) => void;
  readonly reject: (error: unknown) => void;
  readonly timer: ReturnType<typeof setTimeout> | undefined;
}

/** A bounded pool with a FIFO queue. */
export class Pool<T> {
  readonly #options: PoolOptions<T>;
  readonly #idle: T[] = [];
  readonly #waiting: Waiter<T>[] = [];
  #made = 0;
  #closed = false;

  constructor(options: PoolOptions<T>) {
    this.#options = options;
  }

  /** Whether anybody waits for an item. */
  get wanted(): boolean {
    return this.#waiting.length > 0;
  }

  /** An item to use until it is given back: at once when one is free. */
  take(): T | Promise<T> {
    if (this.#closed) throw closedError();
    // The one used last is the one whose cache is warm.
    const free = this.#idle.pop();
    if (free !== undefined) return free;
    if (this.#made < this.#options.limit) {
      const made = this.#options.create();
      this.#made += 1;
      return made;
    }
    return new Promise((resolve, reject) => this.#wait(resolve, reject));
  }

  /** Hands an item to whoever has waited longest. */
  give(item: T): void {
    const next = this.#waiting.shift();
    if (next !== undefined) {
      clearTimeout(next.timer);
      next.resolve(item);
    } else if (this.#closed) {
      this.#options.dispose(item);
    } else {
      this.#idle.push(item);
    }
  }

  /** Takes an item that is broken out of the pool: another one may be made in its place. */
  drop(item: T): void {
    this.#options.dispose(item);
    this.#made -= 1;
    if (this.#waiting.length === 0) return;
    try {
      const made = this.#options.create();
      this.#made += 1;
      this.give(made);
    } catch (error) {
      this.#waiting.shift()!.reject(error);
    }
  }

  /** Ends the free items now, those in use when they are given back, and refuses whoever waits or comes later. */
  close(): void {
    this.#closed = true;
    for (const item of this.#idle.splice(0)) this.#options.dispose(item);
    for (const waiter of this.#waiting.splice(0)) {
      clearTimeout(waiter.timer);
      waiter.reject(closedError());
    }
  }

  #wait(resolve: Waiter<T>["resolve"], reject: Waiter<T>["reject"]): void {
    const { patience } = this.#options;
    const timer = patience && setTimeout(() => {
      this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
      reject(patience.error());
    }, patience.milliseconds);
    const waiter: Waiter<T> = { resolve, reject, timer };
    this.#waiting.push(waiter);
  }
}

function closedError(): Error {
  return new Error("Cannot use the database: it is closed");
}
