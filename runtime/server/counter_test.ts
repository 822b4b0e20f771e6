import { strictEqual } from "node:assert";
import { createAddressCounter } from "./counter.ts";

Deno.test("createAddressCounter() has room again when one is gone, for each address by itself", () => {
  const counter = createAddressCounter(2);
  const remove = counter.add("203.0.113.1");
  counter.add("203.0.113.1");
  strictEqual(counter.hasRoom("203.0.113.1"), false);
  strictEqual(counter.hasRoom("203.0.113.2"), true);
  remove();
  strictEqual(counter.hasRoom("203.0.113.1"), true);
});

Deno.test("createAddressCounter() takes an IPv6 network for one, and leaves the own network alone", () => {
  const counter = createAddressCounter(1);
  counter.add("2001:db8:1:2::a");
  counter.add("127.0.0.1");
  strictEqual(counter.hasRoom("2001:db8:1:2::b"), false);
  strictEqual(counter.hasRoom("2001:db8:1:3::b"), true);
  strictEqual(counter.hasRoom("127.0.0.1"), true);
});

Deno.test("createAddressCounter(false) has room for everybody", () => {
  const counter = createAddressCounter(false);
  for (let n = 0; n < 1_000; n++) counter.add("203.0.113.1");
  strictEqual(counter.hasRoom("203.0.113.1"), true);
});
