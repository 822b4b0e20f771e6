/**
 * Thins out the events of one handler. Loaded with the first handler that asks for it.
 *
 * @module
 */
import type { Pace } from "../page/send.ts";

/** What is held back for one handler. */
interface Held {
  timer: ReturnType<typeof setTimeout>;
  /** The latest event that has not been sent. */
  fire: (() => void) | undefined;
}

const held = new WeakMap<object, Held>();

/**
 * Fires now, later, or never because something later takes its place.
 *
 * @param owner What is thinned out: all events with the same owner are one stream.
 */
export function pace(owner: object, { debounce, throttle }: Pace, fire: () => void): void {
  if (debounce !== undefined) {
    clearTimeout(held.get(owner)?.timer);
    held.set(owner, { fire, timer: setTimeout(() => release(owner), debounce) });
  } else if (throttle !== undefined) {
    const before = held.get(owner);
    if (before) before.fire = fire;
    else {
      fire();
      rest(owner, throttle);
    }
  } else fire();
}

/** Thins out the events of one name at one element. Whoever leaves the element or submits its form waits no longer. */
export function paceElement(element: Element, name: string, options: Pace, fire: () => void): void {
  const names = owners.get(element) ?? new Map<string, object>();
  owners.set(element, names);
  let owner = names.get(name);
  if (!owner) {
    names.set(name, owner = {});
    const releaseIt = () => release(owner!);
    element.addEventListener("focusout", releaseIt);
    // A field may belong to a form that it does not stand in.
    const form = (element as HTMLInputElement).form ?? element.closest("form");
    form?.addEventListener("submit", releaseIt, { capture: true });
  }
  pace(owner, options, fire);
}

const owners = new WeakMap<Element, Map<string, object>>();

/** Sends what is held back: nothing more is to be waited for. */
function release(owner: object): void {
  const { timer, fire } = held.get(owner) ?? {};
  clearTimeout(timer);
  held.delete(owner);
  fire?.();
}

function rest(owner: object, ms: number): void {
  const timer = setTimeout(() => {
    const { fire } = held.get(owner) ?? {};
    held.delete(owner);
    if (!fire) return;
    fire();
    rest(owner, ms);
  }, ms);
  held.set(owner, { timer, fire: undefined });
}
