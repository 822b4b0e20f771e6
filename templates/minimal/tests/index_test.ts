/** The front page without a server and without a browser: its functions are pure. */
import { ok } from "@rally/rally";
import { deepStrictEqual, strictEqual } from "node:assert";
import { init, update } from "../app/pages/index.tsx";

const ada = { id: 1, name: "Ada" };
const grace = { id: 2, name: "Grace" };
const [fresh] = init({ data: { guests: [ada] }, params: {}, query: {}, path: "/" });

Deno.test("the counter goes up and down", () => {
  const [more] = update(fresh, { type: "counted", by: 1 });
  strictEqual(more.count, 1);
  const [less] = update(more, { type: "counted", by: -1 });
  strictEqual(less.count, 0);
});

Deno.test("a signature shows the newest guests and keeps the count", () => {
  const [signed] = update({ ...fresh, count: 3 }, { type: "signed", result: ok([grace, ada]) });
  deepStrictEqual(signed.guests, [grace, ada]);
  strictEqual(signed.count, 3);
});
