/**
 * Small notes at the edge of the page, such as that it had to start anew. They go away with a click or the next change.
 *
 * @module
 */
import { type ComponentChild, h } from "preact";

/** The notes that are shown. */
export interface NotesState {
  readonly notes: readonly string[];
  close(): void;
}

/** The list of notes. */
export function notesView({ notes, close }: NotesState): ComponentChild {
  if (notes.length === 0) return null;
  return h(
    "div",
    { class: "notes", role: "status" },
    notes.map((note) => h("p", null, note)),
    h("button", { type: "button", onClick: close }, "Close"),
  );
}
