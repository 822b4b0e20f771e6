/**
 * The loops of one connection that miss events because its reader is too slow for them. Each is told so once there is
 * room again, and loads anew.
 *
 * @module
 */
import type { Region } from "../wire/frames.ts";
import type { Outgoing } from "./outgoing.ts";

/** Whether loops keep up. */
export interface Lag {
  /** Whether news for these loops may be sent; `false` when they miss it now. */
  keepsUp(regions: readonly Region[]): boolean;
}

/**
 * Watches a connection.
 *
 * @param queue What waits to be sent; where there is no network nothing does.
 * @param lost Tells one loop that events are missing.
 */
export function createLag(
  queue: Pick<Outgoing, "isBehind" | "whenRoom"> | undefined,
  lost: (region: Region) => void,
): Lag {
  let behind: readonly Region[] = [];

  function catchUp(): void {
    const regions = behind;
    behind = [];
    regions.forEach(lost);
  }

  return {
    keepsUp(regions) {
      if (!queue?.isBehind()) return true;
      if (behind.length === 0) queue.whenRoom(catchUp);
      behind = [...new Set([...behind, ...regions])];
      return false;
    },
  };
}
