/**
 * The tab at the right edge of the window that opens the panel. It gives way to what the page has placed there, can be
 * dragged along the edge, and stays away when the author has dismissed it. Readers of the page are not told of it:
 * Alt+Shift+D does the same.
 *
 * @module
 */
import { type ComponentChild, h } from "preact";

/** The tab. */
export interface EdgeTab {
  /** Whether the author does not want to see it, in any document of this app. */
  readonly dismissed: boolean;
  dismiss(dismissed: boolean): void;
  /** Looks for a free place before the next frame. */
  place(): void;
  view(): ComponentChild;
}

/** What the browser remembers. */
interface Choice {
  /** The middle of the tab, as a part of the window's height. */
  readonly at: number;
  readonly dismissed: boolean;
}

const choiceKey = "rally dev tab";
const width = 10;
const height = 40;
/** A hand is never quite still when it clicks. */
const dragPx = 4;

/**
 * Makes the tab.
 *
 * @param host The element of the overlay and the panel, which is never in the tab's way.
 */
export function createEdgeTab(host: Element, { open, changed }: { open(): void; changed(): void }): EdgeTab {
  let choice = readChoice();
  let top: number | undefined;
  let planned = false;
  let drag: { readonly from: number; moved: boolean } | undefined;

  function choose(next: Choice): void {
    choice = next;
    localStorage.setItem(choiceKey, JSON.stringify(choice));
    place();
  }

  function place(): void {
    if (planned) return;
    planned = true;
    requestAnimationFrame(() => {
      planned = false;
      const next = choice.dismissed ? undefined : freeTop(choice.at * innerHeight - height / 2, host);
      if (next === top) return;
      top = next;
      changed();
    });
  }

  function grasp(event: PointerEvent): void {
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    drag = { from: event.clientY, moved: false };
  }

  function move({ clientY }: PointerEvent): void {
    if (!drag) return;
    drag.moved ||= Math.abs(clientY - drag.from) > dragPx;
    if (drag.moved) choose({ ...choice, at: clientY / innerHeight });
  }

  function release(): void {
    if (drag && !drag.moved) open();
    drag = undefined;
  }

  // The page may have changed under it in any way: before the pointer reaches it, it looks again.
  for (const type of ["scroll", "resize", "pointermove"]) {
    addEventListener(type, place, { capture: true, passive: true });
  }

  return {
    get dismissed() {
      return choice.dismissed;
    },
    dismiss: (dismissed) => choose({ ...choice, dismissed }),
    place,
    view: () =>
      top !== undefined && h("div", {
        class: "tab",
        "aria-hidden": "true",
        title: "Dev panel (Alt+Shift+D); drag it along the edge, or hide it in the panel",
        style: { top: `${top}px`, width: `${width}px`, height: `${height}px` },
        onPointerDown: grasp,
        onPointerMove: move,
        onPointerUp: release,
        onPointerCancel: () => drag = undefined,
      }),
  };
}

function readChoice(): Choice {
  const usual: Choice = { at: 0.75, dismissed: false };
  try {
    return { ...usual, ...JSON.parse(localStorage.getItem(choiceKey) ?? "{}") };
  } catch {
    return usual;
  }
}

/** The free place that is nearest to the wanted one; `undefined` when the page fills the whole edge. */
function freeTop(wanted: number, host: Element): number | undefined {
  const last = innerHeight - height;
  const first = Math.max(0, Math.min(last, Math.round(wanted)));
  for (let away = 0; away <= innerHeight; away += height / 2) {
    for (const top of [first - away, first + away]) if (top >= 0 && top <= last && isFree(top, host)) return top;
  }
  return undefined;
}

function isFree(top: number, host: Element): boolean {
  // The edge of what can be clicked: a scroll bar stands outside of it.
  const right = document.documentElement.clientWidth;
  const box = new DOMRect(right - width, top, width, height);
  return [0, 0.25, 0.5, 0.75, 1].every((part) => {
    const y = top + 1 + part * (height - 2);
    const element = document.elementsFromPoint(right - width / 2, y).find((each) => each !== host);
    return !element || !element.closest(content) && !hasText(element, box);
  });
}

/** What can be used, or has something to show of its own. Boxes around it may be covered. */
const content = "a,button,input,select,textarea,label,summary,img,svg,video,audio,canvas,iframe,object,embed," +
  "[tabindex],[contenteditable],[draggable=true],[role=button],[role=slider],[role=scrollbar]";

function hasText({ childNodes }: Element, box: DOMRect): boolean {
  return [...childNodes].some((node) => {
    if (node.nodeType !== Node.TEXT_NODE || !node.nodeValue?.trim()) return false;
    const range = new Range();
    range.selectNodeContents(node);
    return [...range.getClientRects()].some((rect) =>
      rect.right > box.left && rect.left < box.right && rect.bottom > box.top && rect.top < box.bottom
    );
  });
}
