import { deepStrictEqual } from "node:assert";
import { silentTerminal } from "../core/silent_terminal.ts";
import { runDevLoop } from "./dev_loop.ts";
import type { Changes } from "./watch_app.ts";

Deno.test("runDevLoop() builds, serves, and stops the server before the next one starts", async () => {
  deepStrictEqual(await play([true, true]), ["build", "start 1", "build", "stop 1", "start 2", "stop 2"]);
});

Deno.test("runDevLoop() keeps the old server when a build has problems", async () => {
  const events = await play([true, false, true]);
  deepStrictEqual(events, ["build", "start 1", "build", "build", "stop 1", "start 2", "stop 2"]);
});

Deno.test("runDevLoop() waits for a change when the first build has problems", async () => {
  deepStrictEqual(await play([false, true]), ["build", "build", "start 1", "stop 1"]);
});

Deno.test("runDevLoop() starts a server that had ended by itself after the next change", async () => {
  const events = await play([true, true], { crashing: 1 });
  deepStrictEqual(events, ["build", "start 1", "build", "start 2", "stop 2"]);
});

/** Plays one build for each outcome, with a change before each but the first, and gives what happened. */
async function play(outcomes: boolean[], { crashing = 0 } = {}): Promise<string[]> {
  const events: string[] = [];
  let servers = 0;
  let changesLeft = outcomes.length - 1;
  const changes: Changes = {
    next: () => Promise.resolve(changesLeft-- > 0 ? ["app/pages/index.tsx"] : undefined),
    close() {},
  };
  await runDevLoop({
    terminal: silentTerminal(),
    changes,
    build() {
      events.push("build");
      return Promise.resolve(outcomes.shift() ?? false);
    },
    startServer() {
      const id = ++servers;
      const end = Promise.withResolvers<number>();
      events.push(`start ${id}`);
      if (id === crashing) end.resolve(1);
      return {
        ended: end.promise,
        stop() {
          events.push(`stop ${id}`);
          end.resolve(0);
          return end.promise;
        },
      };
    },
  });
  return events;
}
