/**
 * How long others wait for their pages while something holds a server up.
 *
 * @module
 */
import { ok } from "node:assert";

/** The bound of DESIGN for the 99th percentile of other requests, in milliseconds. */
const BOUND = 50;
// A machine that is busy with something else makes single requests slow. What is starved takes far longer.
const GATE = 10 * BOUND;

/** Asks for something again and again while `goesOn`; gives what each request took, in milliseconds. */
export async function latenciesWhile(goesOn: () => boolean, ask: () => Promise<void>): Promise<number[]> {
  const taken: number[] = [];
  while (goesOn()) {
    const began = performance.now();
    await ask();
    taken.push(performance.now() - began);
  }
  return taken;
}

/** Asks for a page. */
export async function askForPage(url: string): Promise<void> {
  const response = await fetch(url);
  await response.body?.cancel();
  ok(response.ok, `${url} answers ${response.status}`);
}

/** Says the 99th percentile, and fails at ten times the bound. */
export function checkLatencies(what: string, taken: readonly number[]): void {
  const sorted = taken.toSorted((left, right) => left - right);
  const p99 = sorted[Math.ceil(sorted.length * 0.99) - 1] ?? NaN;
  console.log(`${what}: ${taken.length} other requests, p99 ${p99.toFixed(1)} ms (expected: under ${BOUND})`);
  ok(p99 < GATE, `the p99 of other requests was ${p99} ms`);
}
