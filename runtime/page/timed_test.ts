import { deepStrictEqual, strictEqual } from "node:assert";
import { createTestHost } from "./test_host.ts";
import { after, cancel, task } from "./timed.ts";

Deno.test("after() sends its message when the pause is over", () => {
  const { run, advance, told } = createTestHost();
  run(after(100, "late"));
  advance(99);
  deepStrictEqual(told, []);
  advance(1);
  deepStrictEqual(told, ["late"]);
});

Deno.test("after() takes the place of the pause of the same name, and of no other", () => {
  const { run, advance, told } = createTestHost();
  run(after(100, "first", { name: "notice" }));
  run(after(100, "other"));
  run(after(100, "third", { name: "third" }));
  advance(50);
  run(after(100, "second", { name: "notice" }));
  advance(50);
  deepStrictEqual(told, ["other", "third"]);
  advance(50);
  deepStrictEqual(told, ["other", "third", "second"]);
});

Deno.test("cancel() ends a pause, and does nothing without one", () => {
  const { run, advance, told, waiting } = createTestHost();
  run(cancel("notice"));
  run(after(100, "never", { name: "notice" }));
  run(cancel("notice"));
  advance(1000);
  deepStrictEqual([told, waiting()], [[], 0]);
});

Deno.test("task() tells its message, and fails the loop when it rejects or throws", async () => {
  const { run, told, failures, host } = createTestHost();
  const ended: Promise<unknown>[] = [];
  host.watch = (_what, work) => void ended.push(work);
  run(task(() => Promise.resolve("done")));
  run(task(() => Promise.reject("rejected")));
  run(task(() => {
    throw "thrown";
  }));
  await Promise.all(ended);
  deepStrictEqual([told, failures], [["done"], ["thrown", "rejected"]]);
});

Deno.test("task() is aborted by cancel() and by a task of its name; what it does then counts for nothing", async () => {
  const { run, told, failures, host } = createTestHost();
  const ended: Promise<unknown>[] = [];
  host.watch = (_what, work) => void ended.push(work);
  const signals: AbortSignal[] = [];
  const work = (message: string) =>
    task(async (signal) => {
      signals.push(signal);
      await Promise.resolve();
      if (signal.aborted && message === "first") throw new Error("Aborted");
      return message;
    }, { name: "look" });
  run(work("first"));
  run(work("second"));
  run(cancel("look"));
  run(work("third"));
  await Promise.all(ended);
  deepStrictEqual(signals.map(({ aborted }) => aborted), [true, true, false]);
  deepStrictEqual([told, failures], [["third"], []]);
});

Deno.test("a loop that stops aborts all that it has begun", async () => {
  const { run, advance, told, stop, waiting } = createTestHost();
  let given: AbortSignal | undefined;
  const { promise, resolve } = Promise.withResolvers<string>();
  const begun = Promise.withResolvers<void>();
  run(after(10, "never"));
  run(task((signal) => {
    given = signal;
    begun.resolve();
    return promise;
  }));
  await begun.promise;
  stop();
  resolve("late");
  await promise;
  advance(10);
  deepStrictEqual([told, given?.aborted], [[], true]);
  strictEqual(waiting(), 0);
});
