import { deepStrictEqual } from "node:assert";
import { createRefusedEvents } from "./refused_events.ts";

Deno.test("createRefusedEvents() writes one line a minute, with what has come since the last", () => {
  const lines: string[] = [];
  let now = 0;
  const refused = createRefusedEvents(() => now, (line) => void lines.push(line));
  refused.note("/games/:id", "slot");
  for (let count = 0; count < 3; count++) refused.note("/games/:id", "slot");
  refused.note("/", "shape");
  now = 59_999;
  refused.note("/", "shape");
  deepStrictEqual(lines, ["Events of live pages were refused: 1 of /games/:id with a slot that was not on the page"]);
  now = 60_000;
  refused.note("/", "version");
  deepStrictEqual(lines.slice(1), [
    "Events of live pages were refused: 3 of /games/:id with a slot that was not on the page, " +
    "2 of / with another shape, 1 of / with a version that was never sent",
  ]);
});
