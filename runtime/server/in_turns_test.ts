import { deepStrictEqual } from "node:assert";
import { inTurns } from "./in_turns.ts";

function start(perTurn: number, owner?: (one: number) => string) {
  const turns: (() => void)[] = [];
  const story: unknown[] = [];
  const line = inTurns<number>({
    perTurn,
    owner,
    take: (one) => void story.push(one),
    waits: () => void story.push("waits"),
    caughtUp: () => void story.push("caught up"),
    later: (work) => void turns.push(work),
    afterInput: (work) => void turns.push(work),
  });
  return { ...line, story, turns, turn: () => turns.shift()?.() };
}

Deno.test("inTurns() takes the first of a turn at once, and the others in later turns, in order", () => {
  const { push, story, turn } = start(2);
  for (const one of [1, 2, 3, 4, 5]) push(one);
  deepStrictEqual(story, [1, 2, "waits"]);
  turn();
  deepStrictEqual(story.splice(0), [1, 2, "waits", 3, 4]);
  turn();
  push(6);
  deepStrictEqual(story.splice(0), ["caught up", 5, 6]);
  push(7);
  turn();
  deepStrictEqual(story, ["waits", "caught up", 7]);
});

Deno.test("inTurns() asks for no more turns than it needs", () => {
  const { push, story, turns, turn } = start(2);
  push(1);
  deepStrictEqual(turns.length, 1);
  turn();
  deepStrictEqual(turns.length, 0);
  push(2);
  deepStrictEqual([story, turns.length], [[1, 2], 1]);
});

Deno.test("inTurns() drops what waits when nobody is there any more", () => {
  const { push, clear, story, turn } = start(1);
  for (const one of [1, 2, 3]) push(one);
  clear();
  turn();
  deepStrictEqual(story, [1, "waits"]);
});

Deno.test("inTurns() takes one of everybody who waits before it takes the next of anybody", () => {
  const { push, story, turn } = start(2, (one) => String(Math.floor(one / 10)));
  for (const one of [11, 12, 13, 14, 15, 16, 21, 22, 31]) push(one);
  story.length = 0;
  turn();
  deepStrictEqual(story.splice(0), [13, 21]);
  turn();
  deepStrictEqual(story.splice(0), [31, 14]);
  turn();
  deepStrictEqual(story.splice(0), [22, 15]);
  turn();
  deepStrictEqual(story, ["caught up", 16]);
});
