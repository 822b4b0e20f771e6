/**
 * The element in which the overlay, the badge, the notes and the panel stand: a shadow root of their own, so that the
 * app's styles and theirs never meet.
 *
 * @module
 */
import { type ComponentChild, h, render } from "preact";
import { type NotesState, notesView } from "./notes.ts";
import { type OverlayState, overlayView } from "./overlay.ts";
import { type PanelState, panelView } from "./panel.ts";
import { styles } from "./styles.ts";

/** Everything that is shown. */
export interface DevState {
  readonly overlay: OverlayState;
  readonly notes: NotesState;
  readonly panel: PanelState;
}

/** The name of the element. */
const devElement = "rally-dev";

/** The element, and the function that draws into it. */
export interface DevView {
  readonly host: HTMLElement;
  draw(state: DevState): void;
}

/** Makes the element. */
export function createDevView(): DevView {
  const host = document.createElement(devElement);
  const root = host.attachShadow({ mode: "open" });
  // A sheet that is made by script needs no permission of the page's policy, unlike a style element.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];
  const draw = ({ overlay, notes, panel }: DevState) => {
    // What is typed into the panel is no shortcut of the app.
    if (!host.isConnected) document.documentElement.append(host);
    const parts: ComponentChild[] = [overlayView(overlay), notesView(notes), panelView(panel)];
    render(h("div", null, ...parts), root);
  };
  return { host, draw };
}
