/**
 * Whose turn it is. The loops of all live pages share one thread: whatever reaches a loop waits in its mailbox, mailboxes
 * take turns with one message each, and after a slice the process breathes, so that sockets, commits and requests run in
 * between. An event of a topic is queued when it is committed; what its listeners draw is no part of the commit. Loops
 * that somebody waits for come before those that are told of a topic, of which there may be thousands; some turns are
 * theirs all the same.
 *
 * @module
 */

/** The turns of all live pages of a server. */
export interface Schedule {
  mailbox<E>(owner: MailboxOwner<E>): Mailbox<E>;
}

/** The loop that a mailbox belongs to. */
export interface MailboxOwner<E> {
  /** The file of its page. */
  readonly file: string;
  /** Takes an event that was posted. */
  hear(event: E): void;
  /** What was posted threw: that ends this page, and not the turn of the next one. */
  failed(error: unknown): void;
  /** More waits than a mailbox holds: all of it is dropped, and the mailbox is closed. */
  overflowed(): void;
}

/** What waits for one loop, in order. */
export interface Mailbox<E = unknown> {
  /** Does what somebody waits for when it is this loop's turn; resolves when it is done or dropped. */
  post(work: () => void): Promise<void>;
  /** Does what came by itself when it is this loop's turn. */
  tell(work: () => void): void;
  /** The same for an event of a topic. There may be hundreds for each of thousands, and no closure is made for any. */
  event(event: E): void;
  /** Is told each message that the loop handles: one that takes too long is named. */
  handles(message: unknown): void;
  /** Drops what waits, and what comes. */
  close(): void;
}

/** What {@linkcode createSchedule} takes. */
export interface ScheduleOptions {
  readonly now: () => number;
  /** Is told how long each piece of work took, with the message that was handled in it last, if any. */
  took(file: string, message: unknown, ms: number): void;
  /** Is told of the time in which some loop has work. */
  watch(what: string, work: Promise<unknown>): void;
  /** Calls `work` when everything else that is ready has run. @default {setImmediate} */
  readonly later?: (work: () => void) => void;
  /**
   * Calls `work` when the network was read. While there is always an immediate to run, the runtime reads it once in 61
   * turns only (the event interval of tokio): of 8 ms each, that would be half a second. A timer takes 2 ms, which loops
   * that nobody waits for are to leave to others; what is in a hurry has `after_input.ts`.
   * @default {(work) => setTimeout(work, 0)}
   */
  readonly afterInput?: (work: () => void) => void;
  /** How long loops may work before the process breathes, in milliseconds. @default {8} */
  readonly sliceMs?: number;
  /** How much of a slice belongs to loops that nobody waits for: a topic may have thousands. @default {2} */
  readonly toldMs?: number;
  /** How much waits in one mailbox at most. @default {1000} */
  readonly most?: number;
}

interface Letter {
  /** What is to be done; nothing with events that follow one another. */
  readonly work: (() => void) | undefined;
  readonly events: unknown[];
  /** Tells whoever waits for it. */
  readonly done: (() => void) | undefined;
}

interface Box {
  readonly owner: MailboxOwner<unknown>;
  letters: Letter[];
  /** How many pieces of work and events there are in its letters. */
  size: number;
  /** How many of its letters are asked for. */
  asked: number;
  message: unknown;
  isOpen: boolean;
}

/** One turn in so many belongs to who is told of a topic, however many others wait. */
const toldEvery = 8;

/** As many events are heard in one turn: to change turns takes as long as to hear one. */
const eventsPerTurn = 8;

const noEvents: never[] = [];

/** Starts with no loops. */
export function createSchedule(options: ScheduleOptions): Schedule {
  const { now, took, watch, later = setImmediate, sliceMs = 8, toldMs = 2, most = 1000 } = options;
  const { afterInput = (work) => setTimeout(work, 0) } = options;
  // A Set keeps the order of insertion: the first one has waited longest.
  const asked = new Set<Box>();
  const told = new Set<Box>();
  let turns = 0;
  let sliceStart: number | undefined;
  let rest: (() => void) | undefined;

  function wake(box: Box): void {
    line(box);
    if (rest) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    rest = resolve;
    watch("live pages", promise);
    queueMicrotask(run);
  }

  function line(box: Box): void {
    if (box.asked === 0) return void told.add(box);
    told.delete(box);
    asked.add(box);
  }

  function leave(box: Box): void {
    asked.delete(box);
    told.delete(box);
  }

  function next(): Box | undefined {
    const [first, second] = ++turns % toldEvery === 0 ? [told, asked] : [asked, told];
    return first.values().next().value ?? second.values().next().value;
  }

  function run(): void {
    if (sliceStart === undefined) {
      sliceStart = now();
      later(breathe);
    }
    let before = now();
    for (let box = next(); box; box = next()) {
      if (before - sliceStart >= (box.asked > 0 ? sliceMs : toldMs)) return;
      leave(box);
      work(box);
      if (box.letters.length > 0) line(box);
      const after = now();
      took(box.owner.file, box.message, after - before);
      // It would be held for as long as the page is shown.
      box.message = undefined;
      before = after;
    }
    rest?.();
    rest = undefined;
  }

  function breathe(): void {
    sliceStart = undefined;
    if (rest) afterInput(run);
  }

  function work(box: Box): void {
    const [letter] = box.letters;
    if (!letter) return;
    const events = letter.events.splice(0, eventsPerTurn);
    if (letter.events.length === 0) box.letters.shift();
    box.size -= Math.max(1, events.length);
    if (letter.done) box.asked--;
    try {
      letter.work?.();
      for (const event of events) if (box.isOpen) box.owner.hear(event);
    } catch (error) {
      box.owner.failed(error);
    }
    letter.done?.();
  }

  function close(box: Box): void {
    box.isOpen = false;
    box.size = 0;
    leave(box);
    for (const { done } of box.letters.splice(0)) done?.();
  }

  /** `false`: it is dropped. */
  function hasRoom(box: Box): boolean {
    if (box.size >= most) {
      close(box);
      box.owner.overflowed();
    }
    return box.isOpen;
  }

  function add(box: Box, letter: Letter): void {
    box.letters.push(letter);
    box.size++;
    if (letter.done) box.asked++;
    wake(box);
  }

  return {
    mailbox(owner) {
      const box: Box = {
        owner: owner as MailboxOwner<unknown>,
        letters: [],
        size: 0,
        asked: 0,
        message: undefined,
        isOpen: true,
      };
      return {
        post(work) {
          const { promise, resolve } = Promise.withResolvers<void>();
          if (hasRoom(box)) add(box, { work, events: noEvents, done: resolve });
          else resolve();
          return promise;
        },
        tell(work) {
          if (hasRoom(box)) add(box, { work, events: noEvents, done: undefined });
        },
        event(event) {
          if (!hasRoom(box)) return;
          // Behind what waits already, and before what comes: only those that follow one another are one letter.
          const last = box.letters.at(-1);
          if (!last || last.work) return add(box, { work: undefined, events: [event], done: undefined });
          last.events.push(event);
          box.size++;
        },
        handles: (message) => void (box.message = message),
        close: () => close(box),
      };
    },
  };
}
