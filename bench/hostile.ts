/**
 * What one hostile client costs 100 others: the p99 of their saves and clicks without it, while it attacks another server
 * on this machine, and while it attacks theirs, in turns. It shares the machine's cores with them, at the lowest priority;
 * in the world it brings its own, so the cost of the server is the ratio of the last two.
 */
import { foreignAttacks, ownAttacks, startFloodedServer } from "../tests/fault/flood/flood.ts";
import { hasSlowhttptest } from "../tests/fault/flood/slowhttptest.ts";
import { median } from "./table.ts";

const rounds = 5;
const milliseconds = 2_000;

/** Prints a line for each attack. */
export async function bench(): Promise<void> {
  console.log(`Medians of ${rounds} rounds of ${milliseconds / 1000} s each; expected: at most 2 x`);
  const server = await startFloodedServer();
  for (const attack of [...ownAttacks, ...(await hasSlowhttptest() ? foreignAttacks : [])]) {
    const { quiet, elsewhere, attacked } = await server.measure(attack, { rounds, milliseconds });
    const ratio = (to: readonly number[]) => median(attacked.map((during, round) => during / to[round]!)).toFixed(1);
    const ms = (times: readonly number[]) => median(times).toFixed(1);
    // Each takes a minute, so it is told at once.
    console.log(
      `${attack.padEnd(27)} p99 ${ms(quiet)} ms, attacked elsewhere ${ms(elsewhere)}, here ${ms(attacked)}: ` +
        `${ratio(elsewhere)} x (${ratio(quiet)} x of the quiet)`,
    );
  }
  await server.stop();
}
