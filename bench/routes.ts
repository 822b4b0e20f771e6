/**
 * Route matching: nanoseconds a look-up in tables of 10, 100 and 1,000 routes, and the milliseconds that a hostile path
 * of 100 kB takes.
 */
import { compileRoutes } from "../runtime/route/match.ts";
import { median, printTable } from "./table.ts";

const counts = [10, 100, 1_000];
const rounds = 15;
const lookUps = 20_000;

/** Prints both tables. */
export function bench(): Promise<void> {
  const tables = counts.map((count) => ({ match: compileRoutes(patterns(count)), paths: samplePaths(count) }));
  const times = tables.map((): number[] => []);
  // The tables take turns, so that a busy machine hits all of them; the first round warms up.
  for (let round = 0; round <= rounds; round++) {
    tables.forEach((table, at) => {
      const time = timeLookUps(table);
      if (round > 0) times[at].push(time);
    });
  }
  const perMatch = times.map(median);
  printTable([
    ["routes", "ns a match", "to 10 routes"],
    ...counts.map((count, at) => [String(count), perMatch[at].toFixed(0), (perMatch[at] / perMatch[0]).toFixed(2)]),
  ]);
  console.log(`\nmedians of ${rounds} interleaved rounds; expected: the same for 10 and for 1,000 routes\n`);
  printHostile();
  return Promise.resolve();
}

/** Of every ten routes: four lists, four single things, a page below a thing and a catch-all. */
function patterns(count: number): string[] {
  return Array.from({ length: count }, (_, at) => {
    const section = `/section_${Math.floor(at / 10)}`;
    const kind = at % 10;
    if (kind < 4) return `${section}/things_${kind}`;
    if (kind < 8) return `${section}/things_${kind - 4}/:id`;
    return kind === 8 ? `${section}/things_0/:id/log` : `${section}/docs/:path*`;
  });
}

/** Found and not found, spread over the whole table. */
function samplePaths(count: number): string[] {
  return Array.from({ length: 100 }, (_, at) => {
    const section = `/section_${(at * 7) % (count / 10)}`;
    const paths = ["things_1", "things_2/42", "things_0/42/log", "docs/how/to", "things_9"];
    return `${section}/${paths[at % paths.length]}`;
  });
}

function timeLookUps({ match, paths }: { match: (path: string) => unknown; paths: readonly string[] }): number {
  let found = 0;
  const start = performance.now();
  for (let at = 0; at < lookUps; at++) if (match(paths[at % paths.length])) found += 1;
  const time = performance.now() - start;
  if (found !== lookUps * 0.8) throw new Error(`Cannot measure the look-ups: ${found} were found, expected 4 of 5`);
  return time * 1e6 / lookUps;
}

function printHostile(): void {
  const match = compileRoutes([...patterns(1_000), "/:a/:b/:c", "/x/:path*", "/:a/x/:path*"]);
  const paths: Readonly<Record<string, string>> = {
    "50,000 parts, no page": "/a".repeat(50_000),
    "50,000 parts, a catch-all": "/x".repeat(50_000),
    "25,000 encoded parts": `/x${"/%41".repeat(25_000)}`,
    "one encoded part": `/x/${"%41".repeat(33_000)}`,
  };
  printTable([
    ["path of 100 kB", "ms"],
    ...Object.entries(paths).map((
      [name, path],
    ) => [name, median(Array.from({ length: 9 }, () => timeOf(path))).toFixed(2)]),
  ]);
  console.log(
    "\nmedians of 9 look-ups; expected: under 5 ms, and a test fails at 50 (over HTTP such an address is answered 431)",
  );

  function timeOf(path: string): number {
    const start = performance.now();
    match(path);
    return performance.now() - start;
  }
}
