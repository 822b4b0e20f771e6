/**
 * Listens to an event of the window or the document, and tells which of them are the page's. The tests' browser
 * (`testing/browser_half.ts`) listens by the same rules.
 *
 * @module
 */
import type { BrowserSource } from "../page/subscription.ts";

/** Starts to listen, and gives the function that ends it. */
export function listenTo(
  { target, name, keys, outside }: BrowserSource & { readonly type: "event" },
  happened: (event: Event) => void,
): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const isOutside = outside === undefined ? () => true : watchOutside(outside, signal);
  const heard = (event: Event) => {
    if (keys && !keys.includes((event as KeyboardEvent).key)) return;
    if (!isText(event) && isOutside(event)) happened(event);
  };
  (target === "window" ? document.defaultView! : document).addEventListener(name, heard, { signal });
  return () => listening.abort();
}

/** Whether a key writes a character into a field: that is the field's own. */
function isText(event: Event & Partial<KeyboardEvent>): boolean {
  if (event.isComposing) return true;
  if (event.key?.length !== 1) return false;
  if ((event.ctrlKey || event.metaKey) && !event.getModifierState?.("AltGraph")) return false;
  const [field] = event.composedPath() as Partial<HTMLElement>[];
  return field?.isContentEditable || field?.matches?.(typedInto) || false;
}

const typedInto = "textarea,select,input:not([type=button],[type=checkbox],[type=color],[type=file],[type=image]," +
  "[type=radio],[type=range],[type=reset],[type=submit])";

/**
 * Begins to tell which events happen outside of the elements with a selector. A click does where the pointer went down:
 * a text that is selected from the inside out may end anywhere. What has begun before is not for who listens now: the
 * click that opens a menu must not close it.
 */
function watchOutside(selector: string, signal: AbortSignal): (event: Event) => boolean {
  const started = performance.now();
  // The path is that of the moment: a button that removes itself is inside of nothing afterwards.
  const isOutside = (event: Event) =>
    event.timeStamp > started &&
    !event.composedPath().some((place) => (place as Partial<Element>).matches?.(selector));
  let isPressedOutside = false;
  document.addEventListener("pointerdown", (event) => isPressedOutside = isOutside(event), { capture: true, signal });
  // A click that no pointer has made counts by itself: a key or a script has.
  return (event) => event.type === "click" && (event as MouseEvent).detail > 0 ? isPressedOutside : isOutside(event);
}
