import { deepStrictEqual } from "node:assert";
import type { Request } from "../../wire/frames.ts";
import { createOutbox } from "./outbox.ts";

const call = (id: number): Request => ["call", id, "/", "/", "save", null, `key ${id}`];

Deno.test("createOutbox() sends in the order of asking, whichever attempt has failed first", async () => {
  const sent: number[] = [];
  const outbox = createOutbox({
    transmit({ frame, answer }) {
      sent.push(frame[1]);
      answer(["ok", frame[1], null, []]);
      return Promise.resolve(true);
    },
    post: () => Promise.resolve(false),
    changed: () => {},
    after: () => () => {},
  });
  for (const id of [3, 1, 2]) outbox.keep({ frame: call(id), answer: () => {} });
  await outbox.drain();
  deepStrictEqual(sent, [1, 2, 3]);
});
