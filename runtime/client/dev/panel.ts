/**
 * The panel: the messages of the page's loops with what they changed, time travel, sessions as files, a slow connection.
 *
 * @module
 */
import { type ComponentChild, h } from "preact";
import { brief, differences } from "./differences.ts";
import type { EdgeTab } from "./edge_tab.ts";
import type { RunningPart } from "./hot_part.ts";

/** What the panel shows, and what its buttons do. */
export interface PanelState {
  readonly open: boolean;
  /** The parts that run in this page. */
  readonly parts: readonly RunningPart[];
  readonly chosen: RunningPart | undefined;
  readonly latency: number;
  readonly problem: string | undefined;
  readonly tab: EdgeTab;
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
  const { parts, chosen, latency, tab } = state;
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
        parts.map(({ info }) => h("option", { value: info.id, selected: info === chosen?.info }, info.file)),
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
    h("button", { type: "button", disabled: !chosen, onClick: state.exportSession }, "Export"),
    h("label", { class: "file" }, "Import", h("input", { type: "file", accept: ".json", onChange: pickFile })),
    h("button", {
      type: "button",
      disabled: chosen?.history.chosen === undefined,
      onClick: () => state.travel(undefined),
    }, "Resume"),
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
  if (!chosen) return h("p", null, "No loop runs in this page's browser. (Live pages run on the server.)");
  const { history } = chosen;
  const models = [history.first, ...history.entries.map(({ model }) => model)];
  const entry = (index: number, title: string, details: ComponentChild) =>
    h(
      "li",
      { class: history.chosen === index ? "chosen" : "" },
      h("button", { type: "button", onClick: () => travel(index) }, `${index + 1}  ${title}`),
      details,
    );
  return h(
    "ol",
    null,
    entry(-1, "init", h("pre", null, brief(history.first, 1000))),
    history.entries.map(({ message, effects }, index) =>
      entry(index, brief(message), [
        differences(models[index], models[index + 1]).map(({ path, before, after }) =>
          h("pre", { class: "difference" }, `${path || "model"}: ${before ?? "nothing"} → ${after ?? "nothing"}`)
        ),
        effects.length > 0 && h("pre", null, `effects: ${effects.join(", ")}`),
      ])
    ),
  );
}
