/** The front page without a server and without a browser: its functions are pure. */
import { ok, refuse } from "@rally/rally";
import { testPage } from "@rally/rally/testing";
import { match, strictEqual } from "node:assert";
import * as index from "./index.tsx";

const ada = { id: 1, name: "Ada" };
const grace = { id: 2, name: "Grace" };

Deno.test("the counter goes up and down", () => {
  const page = testPage(index, { data: { guests: [] } });
  page.send({ type: "counted", by: 1 });
  page.send({ type: "counted", by: 1 });
  page.send({ type: "counted", by: -1 });
  strictEqual(page.model.count, 1);
  match(page.html(), /<output[^>]*>1<\/output>/);
});

Deno.test("a signature shows the newest guests and keeps the count", () => {
  const page = testPage(index, { data: { guests: [ada] } });
  page.send({ type: "counted", by: 1 });
  page.send({ type: "signed", result: ok([grace, ada]) });
  match(page.html(), /<li>Grace<\/li><li>Ada<\/li>/);
  strictEqual(page.model.count, 1);
});

Deno.test("a refused signature says why and keeps what was typed", () => {
  const page = testPage(index, { data: { guests: [ada] } });
  const result = refuse.invalid({ name: ["Write your name first."] }, undefined, { name: " " });
  page.send({ type: "signed", result });
  match(page.html(), /role="alert">Write your name first\.</);
  match(page.html(), /<li>Ada<\/li>/);
});
