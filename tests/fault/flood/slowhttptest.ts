/**
 * The well-known attacker with slow headers, bodies and readers. CI installs it; elsewhere its tests are left out, and say
 * so.
 *
 * @module
 */
import { getuid } from "node:process";
import { repositoryRoot } from "../../../tools/repository.ts";
import { runCommand } from "../../../tools/run_command.ts";

/** Whether it can be run here. */
export async function hasSlowhttptest(): Promise<boolean> {
  if (await isInstalled()) return true;
  if (Deno.env.get("CI") === "true" && getuid?.() === 0) {
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    await runCommand("apt-get", ["install", "-y", "slowhttptest"], { cwd: repositoryRoot, env, show: true });
    if (await isInstalled()) return true;
  }
  console.log("Left out: the attacks of slowhttptest, which is not installed (apt-get install slowhttptest)");
  return false;
}

async function isInstalled(): Promise<boolean> {
  try {
    return (await new Deno.Command("slowhttptest", { args: ["-h"], stdout: "null", stderr: "null" }).output()).code >=
      0;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
