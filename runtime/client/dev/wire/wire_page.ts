/**
 * The page `/_rally/wire`: the frames of all tabs and programs, the newest first, as they come. `dev.ts` loads it for
 * the document that has its element.
 *
 * @module
 */
import { render } from "preact";
import type { WireEntry } from "../../../wire/dev/wire_entry.ts";
import { type Filter, wireView } from "./wire_view.ts";
import { wireStyles } from "./wire_styles.ts";

/** What is told to the page. */
export interface WirePage {
  /** Frames that are new, or of which more is known. */
  take(entries: readonly WireEntry[]): void;
  /** A server has begun, which remembers nothing of the one before. */
  begin(): void;
}

/** As many as the server remembers. */
const maxEntries = 500;

/** Draws the page into an element. */
export function openWirePage(parent: Element): WirePage {
  const entries = new Map<number, WireEntry>();
  const opened = new Set<number>();
  let filter: Filter = { kind: "", page: "", tab: "" };
  // What is looked at while new frames come.
  let paused: readonly WireEntry[] | undefined;
  let planned = false;

  // A sheet that is made by script needs no permission of the page's policy, unlike a style element.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(wireStyles);
  document.adoptedStyleSheets.push(sheet);

  const newestFirst = () => [...entries.values()].reverse();

  function draw(): void {
    if (planned) return;
    planned = true;
    requestAnimationFrame(() => {
      planned = false;
      render(wireView(state()), parent);
    });
  }

  function state(): Parameters<typeof wireView>[0] {
    const known = newestFirst();
    const [newest] = paused ?? [];
    return {
      entries: paused ?? known,
      missed: paused ? known.filter(({ number }) => number > (newest?.number ?? 0)).length : undefined,
      opened,
      filter,
      setFilter(next) {
        filter = next;
        draw();
      },
      pause() {
        paused = paused ? undefined : known;
        draw();
      },
      clear() {
        entries.clear();
        opened.clear();
        paused = undefined;
        draw();
      },
      toggle(number) {
        if (!opened.delete(number)) opened.add(number);
        draw();
      },
    };
  }

  draw();
  return {
    take(given) {
      for (const entry of given) entries.set(entry.number, entry);
      for (const number of [...entries.keys()].slice(0, -maxEntries)) entries.delete(number);
      draw();
    },
    begin() {
      entries.clear();
      opened.clear();
      draw();
    },
  };
}
