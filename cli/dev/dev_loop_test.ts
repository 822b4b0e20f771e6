import { deepStrictEqual, strictEqual } from "node:assert";
import { cannotListenCode } from "../../runtime/server/exit_codes.ts";
import { silentTerminal } from "../core/silent_terminal.ts";
import { type Outcome, runDevLoop } from "./dev_loop.ts";
import type { ServerChild } from "../serve/server_child.ts";
import type { Changes } from "./watch_app.ts";

Deno.test("runDevLoop() builds, serves, and stops the server before the next one starts", async () => {
  deepStrictEqual(await play(["restart", "restart"]), ["build", "start 1", "build", "stop 1", "start 2", "stop 2"]);
});

Deno.test("runDevLoop() keeps the old server when a build has problems", async () => {
  const events = await play(["restart", "refused", "restart"]);
  deepStrictEqual(events, ["build", "start 1", "build", "build", "stop 1", "start 2", "stop 2"]);
});

Deno.test("runDevLoop() shows what is wrong from the start, until the app can be served", async () => {
  deepStrictEqual(await play(["refused", "refused", "restart"]), [
    "build",
    "wait 1",
    "build",
    "build",
    "stop 1",
    "start 2",
    "stop 2",
  ]);
});

Deno.test("runDevLoop() waits for a change when what is wrong cannot be shown either", async () => {
  const events = await play(["refused", "restart"], { unshown: true });
  deepStrictEqual(events, ["build", "build", "start 1", "stop 1"]);
});

Deno.test("runDevLoop() starts a server that had ended by itself after the next change", async () => {
  const events = await play(["restart", "restart"], { crashing: 1 });
  deepStrictEqual(events, ["build", "start 1", "build", "start 2", "stop 2"]);
});

Deno.test("runDevLoop() goes on with the server when a change was taken over", async () => {
  deepStrictEqual(await play(["restart", "taken", "taken"]), ["build", "start 1", "build", "build", "stop 1"]);
});

Deno.test("runDevLoop() starts a server that had ended also after a change that is taken over", async () => {
  const events = await play(["restart", "taken"], { crashing: 1 });
  deepStrictEqual(events, ["build", "start 1", "build", "start 2", "stop 2"]);
});

Deno.test("runDevLoop() ends when the server cannot listen", async () => {
  const events: string[] = [];
  const never = Promise.withResolvers<undefined>();
  const code = await runDevLoop({
    terminal: silentTerminal(),
    changes: { next: () => never.promise, close: () => never.resolve(undefined) },
    build: () => Promise.resolve("restart"),
    settle: () => Promise.resolve("taken"),
    startServer() {
      events.push("start");
      const ended = Promise.resolve(cannotListenCode);
      return { ended, send() {}, stop: () => ended };
    },
    startWaiting: () => Promise.resolve(undefined),
  });
  strictEqual(code, 1);
  deepStrictEqual(events, ["start"]);
});

/** Plays one build for each outcome, with a change before each but the first, and gives what happened. */
async function play(outcomes: Outcome[], { crashing = 0, unshown = false } = {}): Promise<string[]> {
  const events: string[] = [];
  let servers = 0;
  let changesLeft = outcomes.length - 1;
  const changes: Changes = {
    next: () => Promise.resolve(changesLeft-- > 0 ? ["app/pages/index.tsx"] : undefined),
    close() {},
  };

  function start(kind: "start" | "wait"): ServerChild {
    const id = ++servers;
    const end = Promise.withResolvers<number>();
    events.push(`${kind} ${id}`);
    if (id === crashing) end.resolve(1);
    return {
      ended: end.promise,
      send() {},
      stop() {
        events.push(`stop ${id}`);
        end.resolve(0);
        return end.promise;
      },
    };
  }

  await runDevLoop({
    terminal: silentTerminal(),
    changes,
    build() {
      events.push("build");
      return Promise.resolve(outcomes.shift() ?? "refused");
    },
    settle: () => Promise.resolve("taken"),
    startServer: () => start("start"),
    startWaiting: () => Promise.resolve(unshown ? undefined : start("wait")),
  });
  return events;
}
