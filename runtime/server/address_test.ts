import { strictEqual } from "node:assert";
import { addressKey } from "./address.ts";

Deno.test("addressKey() takes the network of an IPv6 address", () => {
  strictEqual(addressKey("192.0.2.1"), "192.0.2.1");
  strictEqual(addressKey("::ffff:192.0.2.1"), "::ffff:192.0.2.1");
  strictEqual(addressKey("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2");
  strictEqual(addressKey("2001:db8:1:2::9"), addressKey("2001:db8:1:2:ffff::"));
  strictEqual(addressKey("2001:db8::1"), "2001:db8:0:0");
  strictEqual(addressKey(""), "");
});
