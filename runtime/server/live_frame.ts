/**
 * Gives the loop of a live page what its browser says. Whatever that is, a loop gets what was promised to it.
 *
 * @module
 */
import type { LiveLoop, LiveServices } from "../live/live_loop.ts";
import { isIndex, readEvent, readHeard } from "./read_event.ts";

type Refusing = Pick<LiveServices, "refused" | "send">;

/** Takes a frame: an event of a handler, the version that is shown, an answer, or what was heard of a source. */
export function giveFrame(loop: LiveLoop, frame: readonly unknown[], services: Refusing): void {
  const [kind, first, second] = frame;
  switch (kind) {
    case "act":
      return giveEvent(loop, frame, services);
    case "seen":
      return isIndex(first) ? loop.seen(first) : services.refused("shape");
    case "told":
      return isIndex(first) ? loop.told(first, second) : undefined;
    case "heard":
      return typeof first === "string" ? loop.heard(first, readHeard(second)) : undefined;
  }
}

function giveEvent(loop: LiveLoop, [, ref, version, slot, given]: readonly unknown[], services: Refusing): void {
  const event = readEvent(given);
  if (isRef(ref) && isIndex(version) && isIndex(slot) && event) return loop.act(ref, { version, slot }, event);
  services.refused("shape");
  if (isRef(ref)) services.send({ ref, patch: [] });
}

function isRef(value: unknown): value is number {
  return isIndex(value) && value > 0;
}
