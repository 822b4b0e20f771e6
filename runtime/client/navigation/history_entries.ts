/**
 * Where the reader was in each entry of the history: its scroll position and its focus. The positions outlive the
 * document, in the session storage of the tab.
 *
 * @module
 */

/** One place. */
interface Place {
  readonly x: number;
  readonly y: number;
  /** The id of the element that had the focus. */
  readonly focus: string;
}

/** The history of a tab as this document knows it. */
export interface HistoryEntries {
  /** Remembers where the reader is now, for the entry that is shown. */
  remember(): void;
  /** A new entry, or a new address for the one that is shown. */
  write(href: string, options: { readonly replace: boolean }): void;
  /** The browser has gone to an entry: gives how many steps it is away from the one that was shown. */
  arrived(state: unknown): number;
  /** Puts the reader back to where she was in the entry that is shown. */
  restore(): void;
}

/** The state of an entry that this module has written. */
interface EntryState {
  /** Grows from entry to entry. */
  readonly rally: number;
}

const storageKey = "rally:places";
/** Entries of a tab beyond this many forget where the reader was. */
const maxPlaces = 100;

/** Takes the scroll positions over from the browser, which restores them before the page of an entry is there. */
export function createHistoryEntries(): HistoryEntries {
  const places = readPlaces();
  // Entries of other documents of this tab have smaller numbers, or larger ones when they come after this one.
  let shown = numberOf(history.state) ?? Date.now();
  history.replaceState(stateOf(shown), "");
  history.scrollRestoration = "manual";
  addEventListener("pagehide", () => {
    remember();
    // The next document of this entry is scrolled by the browser itself.
    history.scrollRestoration = "auto";
    writePlaces(places);
  });
  addEventListener("pageshow", () => history.scrollRestoration = "manual");

  function remember(): void {
    places.delete(shown);
    places.set(shown, { x: scrollX, y: scrollY, focus: document.activeElement?.id ?? "" });
  }

  return {
    remember,
    write(href, { replace }) {
      if (replace) return history.replaceState(stateOf(shown), "", href);
      remember();
      shown++;
      history.pushState(stateOf(shown), "", href);
    },
    arrived(state) {
      const before = shown;
      const known = numberOf(state);
      // An entry without a number was made by the browser just now, for a link to a place in the page: it has scrolled
      // already.
      if (known !== undefined) remember();
      else history.replaceState(stateOf(before + 1), "");
      shown = known ?? before + 1;
      return shown - before;
    },
    restore() {
      const place = places.get(shown);
      if (!place) return;
      document.getElementById(place.focus)?.focus({ preventScroll: true });
      scrollTo(place.x, place.y);
    },
  };
}

function stateOf(number: number): EntryState {
  return { rally: number };
}

function numberOf(state: unknown): number | undefined {
  const number = (state as Partial<EntryState> | null)?.rally;
  return typeof number === "number" ? number : undefined;
}

function readPlaces(): Map<number, Place> {
  try {
    return new Map(JSON.parse(sessionStorage.getItem(storageKey) ?? "[]"));
  } catch {
    // Storage may be forbidden, or hold what another program wrote: then the reader starts at the top.
    return new Map();
  }
}

function writePlaces(places: ReadonlyMap<number, Place>): void {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify([...places].slice(-maxPlaces)));
  } catch {
    // Full or forbidden.
  }
}
