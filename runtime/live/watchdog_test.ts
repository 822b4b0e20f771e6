import { deepStrictEqual, match, strictEqual } from "node:assert";
import { createWatchdog } from "./watchdog.ts";

function start() {
  let time = 0;
  const lines: string[] = [];
  const watchdog = createWatchdog({ now: () => time, log: (line) => void lines.push(line) });
  return { ...watchdog, lines, pass: (ms: number) => time += ms };
}

Deno.test("a message that takes over 50 ms is named with its page and its type, and nothing else of it", () => {
  const { took, lines } = start();
  took("app/pages/report.tsx", { type: "asked", password: "secret" }, 120.4);
  took("app/pages/quick.tsx", { type: "asked" }, 49);
  deepStrictEqual(lines, [
    'app/pages/report.tsx: the message "asked" took 120 ms in "update" and "view": expected at most 50 ms\n' +
    'hint: all live pages wait meanwhile; let an action or a "task" do what takes long',
  ]);
});

Deno.test("a page is named once a minute, then with how often it was slow", () => {
  const { took, lines, pass } = start();
  took("a.tsx", { type: "one" }, 60);
  took("a.tsx", { type: "two" }, 300);
  took("b.tsx", { type: "other" }, 70);
  strictEqual(lines.length, 2);
  pass(60_000);
  took("a.tsx", { type: "three" }, 80);
  strictEqual(lines.length, 3);
  match(lines[2]!, /"three" took 80 ms .*, 2 times since this was said last, up to 300 ms: expected/);
});

Deno.test("a message without a type has no name, and what is no message says so", () => {
  const { took, lines } = start();
  took("a.tsx", 7, 60);
  took("b.tsx", undefined, 60);
  match(lines[0]!, /^a\.tsx: a message without a type took/);
  match(lines[1]!, /^b\.tsx: to draw what has changed took/);
});
