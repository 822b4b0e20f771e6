import { deepStrictEqual, strictEqual } from "node:assert";
import { createSchedule } from "./schedule.ts";

/** A schedule on a clock that work moves on, with breaths that a test gives it. */
function start({ most = 1000 } = {}) {
  let time = 0;
  const breaths: (() => void)[] = [];
  const watched: Promise<unknown>[] = [];
  const took: [file: string, message: unknown, ms: number][] = [];
  const failures: unknown[] = [];
  const overflowed: string[] = [];
  const schedule = createSchedule({
    now: () => time,
    later: (work) => void breaths.push(work),
    afterInput: (work) => void breaths.push(work),
    took: (...report) => void took.push(report),
    watch: (_, work) => void watched.push(work),
    most,
  });
  return {
    breaths,
    watched,
    took,
    failures,
    overflowed,
    pass: (ms: number) => time += ms,
    /** Lets the process breathe until no loop has anything to do; gives how often. */
    async finish() {
      let times = 0;
      for (await Promise.resolve(); breaths.length > 0; times++) {
        breaths.shift()?.();
        await Promise.resolve();
      }
      return times;
    },
    mailbox: (file = "page.tsx", hear: (event: string) => void = () => {}) =>
      schedule.mailbox({
        file,
        hear,
        failed: (error) => void failures.push(error),
        overflowed: () => void overflowed.push(file),
      }),
  };
}

Deno.test("a message on an idle server is handled in the same turn, but not in that of whoever posts it", async () => {
  const { mailbox, breaths } = start();
  const order: string[] = [];
  mailbox().post(() => void order.push("handled"));
  order.push("posted");
  await Promise.resolve();
  deepStrictEqual(order, ["posted", "handled"]);
  strictEqual(breaths.length, 1);
});

Deno.test("mailboxes take turns, each with its messages in order: a thousand in one let nine others pass", async () => {
  const { mailbox, finish } = start();
  const order: string[] = [];
  const flood = mailbox();
  for (let n = 0; n < 1000; n++) flood.post(() => void order.push(`flood ${n}`));
  for (let n = 0; n < 9; n++) mailbox().post(() => void order.push(`other ${n}`));
  await finish();
  deepStrictEqual(order.slice(0, 11), [
    "flood 0",
    ...Array.from({ length: 9 }, (_, n) => `other ${n}`),
    "flood 1",
  ]);
  strictEqual(order.at(-1), "flood 999");
});

Deno.test("a loop that somebody waits for comes before all that are told of a topic, each in its own order", async () => {
  const { mailbox, finish } = start();
  const order: string[] = [];
  for (let n = 0; n < 500; n++) mailbox().tell(() => void order.push(`viewer ${n}`));
  const one = mailbox();
  one.tell(() => void order.push("topic"));
  one.post(() => void order.push("click"));
  one.tell(() => void order.push("topic again"));
  await finish();
  deepStrictEqual(order.slice(0, 3), ["topic", "click", "viewer 0"]);
  deepStrictEqual(order.slice(-2), ["viewer 499", "topic again"]);
});

Deno.test("events are heard in order with everything else, eight of them in one turn", async () => {
  const { mailbox, finish } = start();
  const order: string[] = [];
  const hear = (event: string) => void order.push(event);
  const one = mailbox("one.tsx", hear);
  for (let n = 0; n < 10; n++) one.event(`one ${n}`);
  one.tell(() => void order.push("timer"));
  one.event("one last");
  mailbox("two.tsx", hear).event("two");
  await finish();
  deepStrictEqual(order, [
    ...[0, 1, 2, 3, 4, 5, 6, 7].map((n) => `one ${n}`),
    "two",
    "one 8",
    "one 9",
    "timer",
    "one last",
  ]);
});

Deno.test("an event that throws ends its own page, and the events behind it are not heard", async () => {
  const { mailbox, finish, failures } = start();
  const heard: string[] = [];
  const broken = mailbox("broken.tsx", (event) => {
    heard.push(event);
    broken.close();
    throw new Error(event);
  });
  for (const event of ["first", "second"]) broken.event(event);
  broken.event("third");
  await finish();
  deepStrictEqual([heard, failures.map(String)], [["first"], ["Error: first"]]);
});

Deno.test("loops that nobody waits for have two milliseconds of a slice", async () => {
  const { mailbox, finish, breaths, pass } = start();
  const order: string[] = [];
  for (let n = 0; n < 4; n++) mailbox("viewer.tsx", (event) => (pass(1), order.push(event))).event(`viewer ${n}`);
  await Promise.resolve();
  deepStrictEqual(order, ["viewer 0", "viewer 1"]);
  mailbox().post(() => void order.push("click"));
  breaths.shift()?.();
  breaths.shift()?.();
  deepStrictEqual(order, ["viewer 0", "viewer 1", "click", "viewer 2", "viewer 3"]);
  await finish();
});

Deno.test("who is told of a topic has a turn in eight, however many others wait", async () => {
  const { mailbox, finish } = start();
  const order: string[] = [];
  const clicks = mailbox();
  for (let n = 0; n < 100; n++) clicks.post(() => void order.push("click"));
  const viewer = mailbox();
  for (let n = 0; n < 3; n++) viewer.tell(() => void order.push("told"));
  await finish();
  deepStrictEqual(order.flatMap((name, at) => name === "told" ? [at] : []), [7, 15, 23]);
});

Deno.test("after a slice of 8 ms everything else has its turn, and what is posted meanwhile waits", async () => {
  const { mailbox, breaths, finish, pass } = start();
  const order: string[] = [];
  const boxes = Array.from({ length: 5 }, () => mailbox());
  boxes.forEach((box, n) =>
    box.post(() => {
      pass(3);
      order.push(`${n}`);
    })
  );
  await Promise.resolve();
  deepStrictEqual(order, ["0", "1", "2"]);
  mailbox().post(() => void order.push("late"));
  await Promise.resolve();
  deepStrictEqual([order.length, breaths.length], [3, 1]);
  await finish();
  deepStrictEqual(order, ["0", "1", "2", "3", "4", "late"]);
});

Deno.test("a slice is one for all that is posted before the process breathes", async () => {
  const { mailbox, breaths, pass } = start();
  const order: number[] = [];
  const box = mailbox();
  for (let n = 0; n < 4; n++) {
    box.post(() => {
      pass(3);
      order.push(n);
    });
    await Promise.resolve();
  }
  deepStrictEqual([order, breaths.length], [[0, 1, 2], 1]);
});

Deno.test("a test that watches is told of all that waits, as one piece of work", async () => {
  const { mailbox, watched, finish, pass } = start();
  const box = mailbox();
  let isOver = false;
  for (let n = 0; n < 3; n++) box.post(() => void pass(10));
  watched[0]?.then(() => isOver = true);
  await Promise.resolve();
  strictEqual(isOver, false);
  await finish();
  deepStrictEqual([watched.length, isOver], [1, true]);
});

Deno.test("what throws is told to its own page, and the others go on", async () => {
  const { mailbox, failures, finish } = start();
  const order: string[] = [];
  mailbox().post(() => {
    throw new Error("Broken");
  });
  mailbox().post(() => void order.push("handled"));
  await finish();
  deepStrictEqual([order, String(failures)], [["handled"], "Error: Broken"]);
});

Deno.test("a mailbox that is closed drops what waits, and says so to those who wait for it", async () => {
  const { mailbox, finish, watched } = start();
  const order: string[] = [];
  const box = mailbox();
  const handled = box.post(() => void order.push("handled"));
  box.close();
  await handled;
  await box.post(() => void order.push("late"));
  await finish();
  await watched[0];
  deepStrictEqual(order, []);
});

Deno.test("a mailbox holds so many messages; one more and its page is told to begin anew", async () => {
  const { mailbox, overflowed, finish } = start({ most: 3 });
  const order: number[] = [];
  const box = mailbox("full.tsx");
  for (let n = 0; n < 6; n++) box.post(() => void order.push(n));
  mailbox().post(() => void order.push(100));
  await finish();
  deepStrictEqual([overflowed, order], [["full.tsx"], [100]]);
});

Deno.test("each message is timed, with its page and what it was", async () => {
  const { mailbox, took, finish, pass } = start();
  const box = mailbox("app/pages/slow.tsx");
  box.post(() => {
    box.handles({ type: "clicked" });
    pass(60);
  });
  await finish();
  deepStrictEqual(took, [["app/pages/slow.tsx", { type: "clicked" }, 60]]);
});
