/**
 * The panel: the messages of the page's loops with what they changed, time travel, sessions as files, a slow connection.
 *
 * @module
 */
import { type ComponentChild, h } from "preact";
import { wirePath } from "../../wire/dev/wire_entry.ts";
import type { EdgeTab } from "./edge_tab.ts";
import type { PartInfo } from "./hot_part.ts";
import type { ListedPart } from "./listed_part.ts";

/** What the panel shows, and what its buttons do. */
export interface PanelState {
  readonly open: boolean;
  /** The parts whose loops run in this page, and those that run for it on the server. */
  readonly parts: readonly PartInfo[];
  readonly chosen: ListedPart | undefined;
  readonly latency: number;
  readonly problem: string | undefined;
  readonly tab: EdgeTab;
  /** Whether the frames of the wire are printed to the browser's console. */
  readonly logsFrames: boolean;
  logFrames(on: boolean): void;
  toggle(): void;
  choosePart(id: string): void;
  /** Shows the page after an entry of the history; -1 is the first model, `undefined` the page as it is. */
  travel(index: number | undefined): void;
  exportSession(): void;
  importSession(file: File): void;
  setLatency(ms: number): void;
}

/** The panel, or the tab that opens it. */
export function panelView(state: PanelState): ComponentChild {
  if (!state.open) return state.tab.view();
  return h("aside", { class: "panel", "aria-label": "Dev panel" }, toolbar(state), problem(state), messages(state));
}

function toolbar(state: PanelState): ComponentChild {
  const { parts, chosen, latency, tab, logsFrames } = state;
  const pickFile = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    const [file] = input.files ?? [];
    if (file) state.importSession(file);
    input.value = "";
  };
  return h(
    "header",
    null,
    h(
      "label",
      null,
      "Part ",
      h(
        "select",
        { onChange: (event: Event) => state.choosePart((event.currentTarget as HTMLSelectElement).value) },
        parts.map(({ id, file }) => h("option", { value: id, selected: id === chosen?.info.id }, file)),
      ),
    ),
    h(
      "label",
      null,
      "Latency ",
      h("input", {
        type: "number",
        min: "0",
        step: "50",
        value: String(latency),
        onInput: (event: Event) => state.setLatency(Number((event.currentTarget as HTMLInputElement).value)),
      }),
      " ms",
    ),
    h("button", { type: "button", disabled: !chosen?.running, onClick: state.exportSession }, "Export"),
    h("label", { class: "file" }, "Import", h("input", { type: "file", accept: ".json", onChange: pickFile })),
    h("button", {
      type: "button",
      disabled: chosen?.running?.history.chosen === undefined,
      onClick: () => state.travel(undefined),
    }, "Resume"),
    h("button", {
      type: "button",
      "aria-pressed": String(logsFrames),
      title: "As console.debug: in Chromium and Safari choose the verbose level to see them",
      onClick: () => state.logFrames(!logsFrames),
    }, "Log frames"),
    h("a", { href: wirePath, target: "rally-wire" }, "The wire"),
    h("button", {
      type: "button",
      "aria-pressed": String(tab.dismissed),
      title: "Alt+Shift+D opens the panel without it",
      onClick: () => tab.dismiss(!tab.dismissed),
    }, "Hide the tab"),
    h("button", { type: "button", class: "close", "aria-label": "Close", onClick: state.toggle }, "✕"),
  );
}

function problem({ problem }: PanelState): ComponentChild {
  return problem && h("p", { role: "alert" }, problem);
}

function messages({ chosen, travel }: PanelState): ComponentChild {
  if (!chosen) return h("p", null, "This page has no loop.");
  const { running } = chosen;
  const entry = (index: number, title: string, details: ComponentChild) =>
    h(
      "li",
      { class: running?.history.chosen === index ? "chosen" : "" },
      running
        ? h("button", { type: "button", onClick: () => travel(index) }, `${index + 1}  ${title}`)
        : h("p", null, `${index + 1}  ${title}`),
      details,
    );
  return h(
    "ol",
    null,
    entry(-1, "init", h("pre", null, chosen.first)),
    chosen.entries.map(({ message, differences, effects }, index) =>
      entry(index, message, [
        differences.map(({ path, before, after }) =>
          h("pre", { class: "difference" }, `${path || "model"}: ${before ?? "nothing"} → ${after ?? "nothing"}`)
        ),
        effects.length > 0 && h("pre", null, `effects: ${effects.join(", ")}`),
      ])
    ),
  );
}
