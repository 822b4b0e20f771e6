/**
 * What one hostile client costs 100 others: the p99 of their saves and clicks while it attacks and while it does not, in
 * turns. The attacker shares this machine's cores, at the lowest priority; in the world it brings its own.
 */
import { foreignAttacks, ownAttacks, startFloodedServer } from "../tests/fault/flood/flood.ts";
import { hasSlowhttptest } from "../tests/fault/flood/slowhttptest.ts";
import { median, printTable } from "./table.ts";

const rounds = 7;

/** Prints a line for each attack. */
export async function bench(): Promise<void> {
  const rows = [["attack", "quiet p99 ms", "attacked p99 ms", "ratio"]];
  const server = await startFloodedServer();
  for (const attack of [...ownAttacks, ...(await hasSlowhttptest() ? foreignAttacks : [])]) {
    const { quiet, attacked } = await server.measure(attack, { rounds, milliseconds: 3_000 });
    const ratio = median(attacked.map((during, round) => during / quiet[round]!));
    rows.push([attack, median(quiet).toFixed(1), median(attacked).toFixed(1), ratio.toFixed(2)]);
  }
  await server.stop();
  printTable(rows);
  console.log(`medians of ${rounds} interleaved rounds; expected: a ratio of at most 2`);
}
