/**
 * Live pages: what an event costs on the wire and on the server, what a session holds of its memory, how long a click
 * takes while many others click, and what a browser loads.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { measureBundles } from "./bundle.ts";
import { type Cost, measureEvents } from "./live/events.ts";
import { makeApp, measureClicks, memoryOfEach } from "./live/sessions.ts";
import { printTable } from "./table.ts";

const rounds = 2_000;
const visitors = [1_000, 5_000];
const clicking = 500;

/** The goals of one event on a page with 1,000 lazy rows, in bytes; each is to take 20 µs at most. */
const goals: Readonly<Record<string, number>> = { "counter": 16, "one cell": 40, "append": 170, "prepend": 190 };

/** Prints all tables. */
export async function bench(): Promise<void> {
  await printEvents();
  const folder = mkdtempSync(join(tmpdir(), "rally-live-"));
  try {
    const app = join(folder, "app");
    await makeApp(app);
    await printMemory(app);
    const { count, p50, p99 } = await measureClicks(app, "/", clicking);
    printTable([
      [`${clicking} visitors, a click a second each`, "clicks", "p50 ms", "p99 ms"],
      ["from a click to its patch", String(count), p50.toFixed(2), p99.toFixed(2)],
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const { live } = await measureBundles();
  console.log(`\nlive client with the counter and todo page: ${live.gzip} bytes of gzip; expected: at most 9000`);
}

async function printEvents(): Promise<void> {
  const lazy = await measureEvents(true, rounds);
  const drawn = await measureEvents(false, rounds / 5);
  printTable([
    [
      "1,000 rows of 4 columns",
      "bytes down",
      "goal",
      "µs, lazy rows",
      "goal",
      "of it the page's view",
      "µs, all drawn",
    ],
    ...lazy.map(({ name, bytes, microseconds, viewing }, at) => [
      name,
      String(bytes),
      String(goals[name] ?? ""),
      microseconds.toFixed(1),
      name in goals ? "20" : "",
      viewing.toFixed(1),
      drawn[at]!.microseconds.toFixed(1),
    ]),
  ]);
  console.log("medians; the whole frame, and from the text of the event to the text of the answer\n");
  const other = await measureLiveviewjs();
  if (!other) return console.log("liveviewjs does not install here: not compared\n");
  printTable([
    ["the same in liveviewjs, without its frame", "bytes down", "to ours", "µs", "to ours"],
    ...other.map(({ name, bytes, microseconds }, at) => [
      name,
      String(bytes),
      `${(bytes / lazy[at]!.bytes).toFixed(1)} x`,
      microseconds.toFixed(0),
      `${(microseconds / lazy[at]!.microseconds).toFixed(0)} x`,
    ]),
  ]);
  console.log();
}

/** Runs without this project's configuration, so that nothing is added to it; `undefined` when it cannot be fetched. */
async function measureLiveviewjs(): Promise<Cost[] | undefined> {
  const script = fileURLToPath(new URL("live/liveviewjs.ts", import.meta.url));
  const { success, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "--no-config", "--no-lock", "--node-modules-dir=none", script],
    stderr: "null",
  }).output();
  return success ? JSON.parse(new TextDecoder().decode(stdout).trim().split("\n").at(-1)!) : undefined;
}

async function printMemory(app: string): Promise<void> {
  const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1);
  const table = [[
    "kB of the server for each",
    "idle sessions",
    "its socket",
    "the rest",
    "goal",
    "objects of the rest",
  ]];
  const bare = await memoryOfEach(app, { path: "/", counts: visitors, kind: "bare" });
  for (const [name, path, goal] of [["a small page", "/", "25"], ["a page of 1,000 rows", "/rows", ""]] as const) {
    const whole = await memoryOfEach(app, { path, counts: visitors, kind: "idle" });
    for (const [at, { resident, objects }] of whole.entries()) {
      const socket = bare[at]!;
      table.push([
        name,
        String(visitors[at]),
        kilobytes(socket.resident),
        kilobytes(resident - socket.resident),
        goal,
        kilobytes(objects - socket.objects),
      ]);
    }
  }
  printTable(table);
  console.log("resident memory after a collection, of a server that has had visitors before\n");
}
