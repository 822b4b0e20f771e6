/**
 * Measures all ways on all values; runs in Deno and in Chromium.
 */
import { values, waysFor } from "./codecs.ts";

/** What one way takes for one value. */
export interface Measured {
  readonly value: string;
  readonly way: string;
  readonly bytes: number;
  /** Microseconds, the median of the rounds. */
  readonly encode: number;
  readonly decode: number;
}

/** Long enough for clocks that are coarse on purpose, as browsers' are. */
const roundMs = 20;

/** Measures in turns, so that a busy machine hits all ways. */
export function measure(rounds: number): Measured[] {
  return Object.entries(values).flatMap(([name, { kind, value }]) => {
    const ways = Object.entries(waysFor(kind)).map(([way, { encode, decode }]) => {
      const encoded = encode(value) as never;
      if (JSON.stringify(decode(encoded)) !== JSON.stringify(value)) throw new Error(`${way} changes ${name}`);
      return {
        way,
        encode: () => encode(value),
        decode: () => decode(encoded),
        encoded,
        times: [[], []] as number[][],
      };
    });
    for (let round = 0; round <= rounds; round++) {
      for (const { encode, decode, times } of ways) {
        const [written, read] = [timeOf(encode), timeOf(decode)];
        if (round === 0) continue;
        times[0]!.push(written);
        times[1]!.push(read);
      }
    }
    return ways.map(({ way, encoded, times }) => ({
      value: name,
      way,
      bytes: lengthOf(encoded),
      encode: middle(times[0]!),
      decode: middle(times[1]!),
    }));
  });
}

function timeOf(work: () => unknown): number {
  const start = performance.now();
  let [count, end] = [0, start];
  do {
    for (let at = 0; at < 3; at++) work();
    count += 3;
    end = performance.now();
  } while (end - start < roundMs);
  return (end - start) * 1000 / count;
}

function lengthOf(encoded: string | Uint8Array): number {
  return typeof encoded === "string" ? new TextEncoder().encode(encoded).length : encoded.length;
}

function middle(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[values.length >> 1]!;
}
