/**
 * Watches whoever holds the writer. Queries are synchronous, so a holder that does nothing but queries never lets the
 * event loop turn; one that does keeps every other handler waiting for something that is not the database. Used by
 * `group.ts`.
 *
 * @module
 */

/** When a holder is named and when it is stopped; both in milliseconds. */
export interface HolderLimits {
  readonly slowAfter: number;
  readonly timeout: number;
}

/** Who holds the writer. */
export interface Holder {
  /** For messages, e.g. `action "adjust" of /games/:id`. */
  readonly name: string;
  /** Called once, when `slowAfter` has passed. */
  readonly slow?: ((held: number) => void) | undefined;
  /** Called once, when `timeout` has passed. */
  expire(): void;
}

interface Watched {
  readonly holder: Holder;
  isNamed: boolean;
  /** For how long it has held the writer, in milliseconds, as far as ticks have counted it. */
  held: number;
  /** When it was counted last. */
  since: number;
}

/**
 * The watch, over one holder at a time. All share one timer, which goes on while nobody is watched, without keeping the
 * process alive: to start and stop one for each would take a good part of a small transaction.
 */
export class HolderWatch {
  readonly #limits: HolderLimits;
  #watched: Watched | undefined = undefined;
  #timer: ReturnType<typeof setTimeout> | undefined = undefined;

  constructor(limits: HolderLimits) {
    this.#limits = limits;
  }

  /** Watches a holder since a time of `performance.now()`, until it is stopped or has expired. */
  start(holder: Holder, since: number): void {
    const watched = this.#watched = { holder, isNamed: holder.slow === undefined, held: 0, since };
    if (this.#timer === undefined) this.#wait(watched);
    else this.#timer.ref();
  }

  /** Watches it no more. */
  stop(): void {
    this.#watched = undefined;
    this.#timer?.unref();
  }

  /** Ends the timer. */
  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #wait(watched: Watched): void {
    this.#timer = setTimeout(() => this.#tick(), this.#tickFor(watched));
  }

  // Time counts by ticks that happened: a query that blocks the process for seconds is one tick, not seconds of idling.
  #tickFor({ isNamed, held }: Watched): number {
    const { slowAfter, timeout } = this.#limits;
    const left = (isNamed ? timeout : Math.min(slowAfter, timeout)) - held;
    return Math.max(1, Math.min(left, isNamed ? timeout / 4 : slowAfter));
  }

  #tick(): void {
    this.#timer = undefined;
    const watched = this.#watched;
    if (watched === undefined) return;
    const now = performance.now();
    watched.held += Math.min(now - watched.since, this.#tickFor(watched));
    watched.since = now;
    if (!watched.isNamed && watched.held >= this.#limits.slowAfter) {
      watched.isNamed = true;
      watched.holder.slow?.(watched.held);
    }
    if (watched.held < this.#limits.timeout) return this.#wait(watched);
    this.#watched = undefined;
    watched.holder.expire();
  }
}
