/**
 * How many sockets one address has open: each costs memory for as long as it is there, however little it says.
 *
 * @module
 */
import { addressKey, isOwnNetwork } from "./address.ts";

/** Counts by IP address. */
export interface AddressCounter {
  /** Whether this address may have one more. */
  hasRoom(address: string): boolean;
  /** Counts one more; call what it gives once that one is gone. */
  add(address: string): () => void;
}

/** Makes a counter; `false` counts without an end. Addresses of the own network are not limited: there stands a proxy. */
export function createAddressCounter(most: number | false): AddressCounter {
  const counts = new Map<string, number>();

  function change(key: string, by: 1 | -1): void {
    const count = (counts.get(key) ?? 0) + by;
    if (count === 0) counts.delete(key);
    else counts.set(key, count);
  }

  return {
    hasRoom: (address) => most === false || isOwnNetwork(address) || (counts.get(addressKey(address)) ?? 0) < most,
    add(address) {
      const key = addressKey(address);
      change(key, 1);
      return () => change(key, -1);
    },
  };
}
