/**
 * Asks for a page before its link is clicked: when the pointer rests on the link, when it gets the focus or is touched,
 * and with `data-prefetch="viewport"` when it comes into sight. `data-prefetch="off"`, on the link or around it, forbids
 * it; so does a reader who saves data.
 *
 * @module
 */
import type { Answer } from "../../wire/frames.ts";
import type { Snapshot } from "../../wire/snapshot.ts";
import type { Tab } from "../tab.ts";

/** A pointer that rests this long on a link is about to click it; one that passes is not. */
const restMs = 65;
/** An answer older than this is asked for again. What its topics told since is replayed anyway. */
const freshMs = 10_000;
/** Links in sight of one page that are asked for. */
const maxInSight = 20;

/** The answers that came ahead of their clicks. */
export interface Prefetched {
  /** The answer for an address, if it is still good and can be shown; it is good once. */
  take(address: string): Promise<Answer | undefined>;
  /** Looks for links to be asked for when they come into sight. */
  observe(): void;
}

interface Asked {
  readonly answer: Promise<Answer>;
  readonly at: number;
  /** How many actions the tab had called: each may have changed what was loaded. */
  readonly acts: number;
}

/** Starts to listen. */
export function createPrefetch(tab: Tab): Prefetched {
  const { anchorOf, linkTarget } = tab.dom;
  const asked = new Map<string, Asked>();
  let resting: ReturnType<typeof setTimeout> | undefined;

  const isGood = ({ at, acts }: Asked) => Date.now() - at < freshMs && acts === tab.acts;

  function ask(link: HTMLAnchorElement): void {
    const address = linkTarget(link) && link.pathname + link.search;
    if (!address || address === tab.shown || isForbidden(link)) return;
    for (const [other, one] of asked) if (!isGood(one)) asked.delete(other);
    if (asked.has(address)) return;
    const answer = tab.transport.request((id) => ["go", id, address, "ahead"]);
    asked.set(address, { answer, at: Date.now(), acts: tab.acts });
    answer.then((given) => {
      // What was refused may be there on the click: a connection, for one.
      if (given[0] === "no") asked.delete(address);
      return loadScripts(given);
    }).catch(() => {});
  }

  const inSight = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      inSight.unobserve(target);
      ask(target as HTMLAnchorElement);
    }
  });

  function rest(link: HTMLAnchorElement | null | undefined): void {
    clearTimeout(resting);
    if (link) resting = setTimeout(ask, restMs, link);
  }

  document.addEventListener(
    "pointerover",
    (event) => rest(event.pointerType === "mouse" ? anchorOf(event) : undefined),
  );
  // The link that made the tab load this script.
  rest(document.querySelector<HTMLAnchorElement>("a[href]:hover"));
  for (const type of ["pointerdown", "focusin"]) {
    document.addEventListener(type, (event) => {
      const link = anchorOf(event);
      if (link) ask(link);
    });
  }

  return {
    async take(address) {
      clearTimeout(resting);
      const found = asked.get(address);
      asked.delete(address);
      const answer = found && isGood(found) ? await found.answer : undefined;
      return answer && answer[0] !== "no" && !isLive(answer, tab.current) ? answer : undefined;
    },
    observe() {
      inSight.disconnect();
      const links = document.querySelectorAll<HTMLAnchorElement>("a[href][data-prefetch=viewport]");
      for (const link of [...links].slice(0, maxInSight)) inSight.observe(link);
    },
  };
}

// No loop waits for whoever may never come: such a page would be shown dead, and built a second time when it runs.
function isLive(answer: Answer, { layouts: shown }: Snapshot): boolean {
  if (answer[0] !== "ok") return false;
  const { mode, layouts } = answer[2] as unknown as Snapshot;
  return mode === "live" ||
    layouts.some((layout) => layout.mode === "live" && shown.every(({ id }) => id !== layout.id));
}

/** A script that is asked for again on the click comes from memory; one that failed is asked for then. */
async function loadScripts(answer: Answer): Promise<void> {
  if (answer[0] !== "ok") return;
  const { scripts } = answer[2] as unknown as Snapshot;
  await Promise.all(Object.values(scripts).map((script) => import(script)));
}

function isForbidden(link: HTMLAnchorElement): boolean {
  const { connection } = navigator as Navigator & { readonly connection?: { readonly saveData?: boolean } };
  return connection?.saveData === true || link.closest("[data-prefetch=off]") !== null;
}
