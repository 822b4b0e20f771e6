/**
 * The overlay: what is wrong with the app, where, and what to do about it. Mistakes that keep the app from being taken
 * over and failures of the running page cover it; type errors wait in a badge.
 *
 * @module
 */
import { type ComponentChild, h } from "preact";
import type { FrameLine } from "../../wire/dev/code_frame.ts";
import type { ShownProblem } from "../../wire/dev/dev_messages.ts";

/** What the overlay shows. */
export interface OverlayState {
  readonly build: readonly ShownProblem[];
  readonly failures: readonly ShownProblem[];
  readonly types: readonly ShownProblem[];
  readonly typesOpen: boolean;
  readonly closed: boolean;
  /** The address that opens a place in an editor. */
  editorHref(place: Place): string | undefined;
  /** Asks for the editor where it has no address. */
  openEditor(place: Place): void;
  close(): void;
  toggleTypes(): void;
}

type Place = NonNullable<ShownProblem["place"]>;

/** The overlay and the badge. */
export function overlayView(state: OverlayState): ComponentChild {
  const { build, failures, types, typesOpen, closed } = state;
  const urgent = [...build, ...failures];
  const shown = urgent.length > 0 && !closed ? urgent : typesOpen ? types : [];
  return [
    shown.length > 0 && dialog(state, shown),
    types.length > 0 && badge(state),
  ];
}

function badge({ types, typesOpen, toggleTypes }: OverlayState): ComponentChild {
  const text = types.length === 1 ? "1 type error" : `${types.length} type errors`;
  return h(
    "button",
    { type: "button", class: "badge", "aria-expanded": String(typesOpen), onClick: toggleTypes },
    text,
  );
}

function dialog(state: OverlayState, problems: readonly ShownProblem[]): ComponentChild {
  const [first, ...others] = problems;
  return h(
    "div",
    { class: "backdrop" },
    h(
      "section",
      { class: "overlay", role: "alertdialog", "aria-label": "Problems" },
      h("button", { type: "button", class: "close", "aria-label": "Close", onClick: state.close }, "✕"),
      problemInFull(state, first),
      others.length > 0 && othersByFile(state, others),
      h("footer", null, "Esc closes this; it goes away by itself when the mistake is mended."),
    ),
  );
}

function problemInFull(state: OverlayState, problem: ShownProblem): ComponentChild {
  const { title, message, hint, place, frame, cause, stack } = problem;
  return h(
    "article",
    null,
    h("h2", null, title),
    h("p", { class: "message" }, message),
    place && h("p", null, placeLink(state, place)),
    frame && frame.length > 0 && h("pre", { class: "frame" }, frame.map(frameLine)),
    hint && h("p", { class: "hint" }, "hint: ", hint),
    cause && [h("h3", null, "Caused by"), h("pre", null, cause)],
    stack && h("details", null, h("summary", null, "Stack"), h("pre", null, stack)),
  );
}

function othersByFile(state: OverlayState, problems: readonly ShownProblem[]): ComponentChild {
  const files = [...new Set(problems.map(({ place }) => place?.file ?? ""))];
  return files.map((file) =>
    h(
      "article",
      { class: "other" },
      h("h3", null, file),
      h(
        "ul",
        null,
        problems.filter(({ place }) => (place?.file ?? "") === file).map(({ place, message }) =>
          h("li", null, place && placeLink(state, place, `${place.line}:${place.column}`), " ", message)
        ),
      ),
    )
  );
}

function placeLink(
  { editorHref, openEditor }: OverlayState,
  place: Place,
  text = `${place.file}:${place.line}:${place.column}`,
): ComponentChild {
  const href = editorHref(place);
  if (href !== undefined) return h("a", { href }, text);
  return h("button", { type: "button", class: "link", onClick: () => openEditor(place) }, text);
}

function frameLine({ number, text, caret }: FrameLine): ComponentChild {
  const before = `${String(number).padStart(5)} | `;
  if (caret === undefined) return h("span", null, `${before}${text}\n`);
  const indent = " ".repeat(before.length) + text.slice(0, caret - 1).replaceAll(/[^\t]/g, " ");
  return [h("strong", null, `${before}${text}\n`), h("span", { class: "caret" }, `${indent}^\n`)];
}
