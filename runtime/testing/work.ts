/**
 * Knows what an app under test has begun and not ended, so that a step can wait for its end.
 *
 * @module
 */

/** Running work. */
export interface Work {
  /** Takes work that goes on by itself. */
  watch(what: string, work: Promise<unknown>): void;
  /** How many pieces of work were begun so far. */
  readonly begun: number;
  /** Takes a failure that belongs to no step; the next one throws it. */
  fail(error: unknown): void;
  /**
   * Resolves when nothing is running any more.
   *
   * @throws {Error} What was given to {@linkcode Work.fail}, or that something does not end.
   */
  settled(): Promise<void>;
}

/** Real time. A task that calls another host may take a while; what takes longer than this hangs. */
const patienceMs = 10_000;

/** Makes an empty record. */
export function createWork(): Work {
  const running = new Map<Promise<unknown>, string>();
  const failures: unknown[] = [];

  let begun = 0;

  function watch(what: string, work: Promise<unknown>): void {
    begun += 1;
    running.set(work, what);
    const end = () => void running.delete(work);
    work.then(end, (error) => {
      end();
      failures.push(error);
    });
  }

  // What has ended may have begun something else: in a microtask, or with what it wrote to the other side.
  async function rest(): Promise<void> {
    do {
      await Promise.allSettled(running.keys());
      await new Promise((resolve) => setImmediate(resolve));
    } while (running.size > 0);
  }

  return {
    watch,
    get begun() {
      return begun;
    },
    fail: (error) => void failures.push(error),
    async settled() {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error(hangs([...running.values()]))), patienceMs);
      });
      try {
        await Promise.race([rest(), late]);
      } finally {
        clearTimeout(timer);
      }
      if (failures.length > 0) throw failures.shift();
    },
  };
}

function hangs(names: readonly string[]): string {
  return `The app has not come to rest after ${patienceMs / 1000} s: still running ${names.join(", ")}\n` +
    "hint: a test has to end what it keeps waiting, e.g. an answer that a fake withholds";
}
