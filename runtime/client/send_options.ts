/**
 * Does what the options of `send` ask before a message is sent.
 *
 * @module
 */
import type { SendOptions } from "../page/send.ts";

// One promise for all: imports of a module that is still loading do not end in the order in which they began.
let pacing: Promise<typeof import("./pace.ts")> | undefined;

/** Sends now, later, or not at all. */
export function obey(event: Event, options: SendOptions | undefined, send: () => void): void {
  if (!options) return send();
  if (options.preventDefault) event.preventDefault();
  if (options.confirm && !confirm(options.confirm)) return event.preventDefault();
  if (!options.debounce && !options.throttle) return send();
  const { currentTarget, type } = event;
  pacing ??= import("./pace.ts");
  pacing.then(({ paceElement }) => paceElement(currentTarget as Element, type, options, send), send);
}
