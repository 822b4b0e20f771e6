/**
 * What the page of the wire looks like.
 *
 * @module
 */
import { type ComponentChild, Fragment, h } from "preact";
import { tabOf, type WireEntry } from "../../../wire/dev/wire_entry.ts";
import { bytesText, latencyText, msText } from "./frame_text.ts";

/** Which frames are shown; an empty text stands for all. */
export interface Filter {
  /** The kind in words. All kinds are all but pings: those tell nothing. */
  readonly kind: string;
  readonly page: string;
  readonly tab: string;
}

/** What is shown, and what the controls do. */
export interface WireState {
  /** The newest first. */
  readonly entries: readonly WireEntry[];
  /** How many came since the page was paused; `undefined` while it follows. */
  readonly missed: number | undefined;
  /** The numbers of the frames that are open. */
  readonly opened: ReadonlySet<number>;
  readonly filter: Filter;
  setFilter(filter: Filter): void;
  pause(): void;
  clear(): void;
  toggle(number: number): void;
}

/** The whole page. */
export function wireView(state: WireState): ComponentChild {
  const { entries, filter } = state;
  const shown = entries.filter((entry) => matches(entry, filter));
  return h(
    "main",
    null,
    toolbar(state, shown.length),
    shown.length === 0 ? emptyText(entries.length) : h(
      "table",
      null,
      h("thead", null, h("tr", null, columns.map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", null, shown.map((entry) => row(entry, state))),
    ),
  );
}

const columns = ["Time", "Tab", "Frame", "About", "Page", "Size", "Latency", "Messages"];

function matches({ kind, words, page, line }: WireEntry, filter: Filter): boolean {
  const isKind = filter.kind === "" ? kind !== "ping" && kind !== "pong" : words === filter.kind;
  return isKind && (filter.page === "" || page === filter.page) && (filter.tab === "" || tabOf(line) === filter.tab);
}

function emptyText(known: number): ComponentChild {
  return h(
    "p",
    { class: "empty" },
    known === 0
      ? "Nothing has been sent yet. Open a page of the app in another tab."
      : "No frame matches these filters.",
  );
}

function toolbar(state: WireState, count: number): ComponentChild {
  const { entries, filter, missed, setFilter, pause, clear } = state;
  const valuesOf = (value: (entry: WireEntry) => string) => [...new Set(entries.map(value))].filter(Boolean).sort();
  return h(
    "header",
    null,
    h("h1", null, "The wire"),
    select("Kind", filter.kind, valuesOf(({ words }) => words), (kind) => setFilter({ ...filter, kind })),
    select("Page", filter.page, valuesOf(({ page }) => page), (page) => setFilter({ ...filter, page })),
    select("Tab", filter.tab, valuesOf(({ line }) => tabOf(line)), (tab) => setFilter({ ...filter, tab })),
    h(
      "button",
      { type: "button", "aria-pressed": String(missed !== undefined), onClick: pause },
      missed === undefined ? "Pause" : missed === 0 ? "Resume" : `Resume (${missed} new)`,
    ),
    h("button", { type: "button", onClick: clear }, "Clear"),
    h("p", { class: "count", role: "status" }, `${count} of ${entries.length} frames`),
  );
}

function select(
  label: string,
  value: string,
  values: readonly string[],
  choose: (value: string) => void,
): ComponentChild {
  // What was chosen stays there when its last frame is forgotten.
  const offered = value === "" || values.includes(value) ? values : [value, ...values];
  const id = `rally-wire-${label.toLowerCase()}`;
  return h(
    "p",
    null,
    h("label", { for: id }, label),
    h(
      "select",
      { id, value, onChange: (event: Event) => choose((event.currentTarget as HTMLSelectElement).value) },
      h("option", { value: "" }, "all"),
      offered.map((each) => h("option", { value: each }, each)),
    ),
  );
}

function row(entry: WireEntry, { opened, toggle }: WireState): ComponentChild {
  const { number, at, line, session, from, words, kind, name, page, bytes, messages } = entry;
  const isOpen = opened.has(number);
  const arrow = from === "browser" ? "→" : "←";
  const direction = from === "browser" ? "to the server" : "from the server";
  return h(
    Fragment,
    { key: number },
    h(
      "tr",
      { class: `frame ${from} ${kind}${isOpen ? " open" : ""}`, onClick: () => toggle(number) },
      h("td", { class: "time" }, timeText(at)),
      h("td", { title: `Session: ${session}` }, h("span", { class: "tab" }, tabOf(line)), " ", session),
      h(
        "td",
        null,
        h(
          "button",
          { type: "button", "aria-expanded": String(isOpen), title: `${kind} ${direction}` },
          `${arrow} ${words}`,
        ),
      ),
      h("td", { class: "about" }, name),
      h("td", { class: "page" }, page),
      h("td", { class: "figure" }, bytesText(bytes)),
      h("td", { class: "figure", title: latencyTitle(entry) }, latencyText(entry)),
      h("td", null, messages.map((message) => h("code", null, message))),
    ),
    isOpen && h("tr", { class: "details" }, h("td", { colSpan: columns.length }, details(entry))),
  );
}

function details({ value, raw, bytes }: WireEntry): ComponentChild {
  return h(
    "div",
    null,
    h("section", null, h("h2", null, "Decoded"), h("pre", null, JSON.stringify(value, null, 2))),
    h("section", null, h("h2", null, `As it was sent (${bytes} bytes)`), h("pre", { class: "raw" }, raw)),
  );
}

function latencyTitle({ browserMs, serverMs }: WireEntry): string | undefined {
  if (serverMs === undefined) return undefined;
  return browserMs === undefined
    ? `On the server: ${msText(serverMs)}`
    : `In the browser: ${msText(browserMs)}, of which on the server: ${msText(serverMs)}`;
}

/** The time of day to the millisecond. */
function timeText(at: number): string {
  const time = new Date(at);
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map((part) => String(part).padStart(2, "0"));
  return `${clock.join(":")}.${String(time.getMilliseconds()).padStart(3, "0")}`;
}
