/**
 * The figures of a frame as text, for the console and the page of the wire.
 *
 * @module
 */
import type { WireEntry } from "../../../wire/dev/wire_entry.ts";

/** E.g. `84 B`, `12.3 kB`. */
export function bytesText(bytes: number): string {
  return bytes < 1_000 ? `${bytes} B` : `${(bytes / 1_000).toFixed(1)} kB`;
}

/** How long an answer took: in the browser where it was measured there; empty for what waits for none. */
export function latencyText({ browserMs, serverMs }: WireEntry): string {
  return msText(browserMs ?? serverMs);
}

/** E.g. `0.4 ms`, `12 ms`. */
export function msText(ms: number | undefined): string {
  return ms === undefined ? "" : `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}
