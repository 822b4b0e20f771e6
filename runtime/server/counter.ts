/**
 * How much somebody has at a time: what is counted costs memory for as long as it is there, however little it says.
 *
 * @module
 */
import { addressKey, isOwnNetwork } from "./address.ts";

/** Counts by key. */
export interface Counter {
  /** Whether this one may have one more. */
  hasRoom(key: string): boolean;
  /** Counts one more; call what it gives once that one is gone. */
  add(key: string): () => void;
}

/** Makes a counter; `false` counts without an end. */
export function createCounter(most: number | false): Counter {
  const counts = new Map<string, number>();

  function change(key: string, by: 1 | -1): void {
    const count = (counts.get(key) ?? 0) + by;
    if (count === 0) counts.delete(key);
    else counts.set(key, count);
  }

  return {
    hasRoom: (key) => most === false || (counts.get(key) ?? 0) < most,
    add(key) {
      change(key, 1);
      return () => change(key, -1);
    },
  };
}

/** Makes a counter by IP address. Those of the own network are not limited: there stands a proxy. */
export function createAddressCounter(most: number | false): Counter {
  const counter = createCounter(most);
  return {
    hasRoom: (address) => isOwnNetwork(address) || counter.hasRoom(addressKey(address)),
    add: (address) => counter.add(addressKey(address)),
  };
}
