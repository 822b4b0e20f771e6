/**
 * A page of `testPage` in a document, so that a script by role and label runs on it. There is no server: nothing is
 * loaded, and what calls are answered with is the test's.
 *
 * @module
 */
import { createPatcher } from "../client/live/patcher.ts";
import { LiveView } from "../live/live_view.ts";
import type { View } from "../page/module.ts";
import type { Result } from "../page/result.ts";
import type { Outgoing } from "../page/send.ts";
import { renderToHtml } from "../render/render_html.ts";
import type { WireEvent } from "../wire/frames.ts";
import { showChosenOptions } from "./chosen_options.ts";
import { comparedOptions, requireShown } from "./drawn_page.ts";
import { partOf } from "./page_part.ts";
import { emptyForm, wireEvent } from "./region.ts";
import { inWindow, openWindow, origin } from "./test_window.ts";
import type { PagePart } from "./visited_page.ts";

/** What a document asks of the page in it. */
export interface PureHost {
  readonly path: string;
  /** What the view makes of the model that is shown. */
  draw(): View;
  handle(outgoing: Outgoing, event: WireEvent): void;
  /** A link was followed. */
  navigate(href: string): void;
}

/** A page in a document. */
export interface PurePage {
  readonly page: PagePart;
  /** Shows the model as it is now. */
  redraw(): void;
}

/** Puts a page into a document of its own. */
export function showPage(host: PureHost): PurePage {
  const window = openWindow("", host.path);
  const outlet = window.document.body;
  const view = new LiveView(host.draw(), { documentUrl: host.path });
  const patcher = inWindow(
    window,
    () =>
      createPatcher(outlet, { shape: view.content(), templates: view.templates() }, {
        isNew: true,
        emit,
        known: new Map(),
      }),
  );
  window.document.addEventListener("click", followLink);

  // Nothing is held back, and every question is answered with yes.
  function emit(slot: number, version: number, event: Event): void {
    const outgoing = view.handler(version, slot);
    if (typeof outgoing !== "object") return;
    if (event.type === "submit" || outgoing.options?.preventDefault) event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    host.handle(outgoing.type === "submit" ? emptying(outgoing, form) : outgoing, wireEvent(window, event));
  }

  function followLink(event: Event): void {
    const href = (event.target as Element).closest("a")?.getAttribute("href");
    if (event.defaultPrevented || !href) return;
    event.preventDefault();
    const { pathname, search } = new URL(href, origin + host.path);
    host.navigate(pathname + search);
  }

  function rest(): Promise<void> {
    showChosenOptions(outlet);
    const drawn = renderToHtml(host.draw(), { ...view.options, ...comparedOptions });
    requireShown(window, outlet, drawn, "What the page shows");
    return Promise.resolve();
  }

  return {
    page: partOf({ window, href: host.path }, rest, () => outlet, ""),
    redraw() {
      const patch = view.update(host.draw());
      if (patch) inWindow(window, () => patcher.apply(patch));
    },
  };
}

/** A form whose action went well is emptied, as a document load would. */
function emptying(outgoing: Outgoing & { type: "submit" }, form: Element): Outgoing {
  return {
    ...outgoing,
    toMessage(result: Result<unknown>) {
      if (result.ok) emptyForm(form);
      return outgoing.toMessage(result);
    },
  };
}
