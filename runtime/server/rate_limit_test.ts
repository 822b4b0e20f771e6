import { ok, strictEqual } from "node:assert";
import { createAddressLimiter, createRateLimiter } from "./rate_limit.ts";

Deno.test("createRateLimiter() lets a burst through and says how long to wait after it", () => {
  let now = 0;
  const limiter = createRateLimiter({ burst: 3, perSecond: 2 }, () => now);
  for (let n = 0; n < 3; n++) strictEqual(limiter.take("a"), 0);
  strictEqual(limiter.take("a"), 0.5);
  strictEqual(limiter.take("b"), 0, "another key has a bucket of its own");
  now = 400;
  ok(limiter.take("a") > 0);
  now = 500;
  strictEqual(limiter.take("a"), 0, "what was refused has cost nothing");
  now = 60_000;
  for (let n = 0; n < 3; n++) strictEqual(limiter.take("a"), 0);
  ok(limiter.take("a") > 0, "a long quiet is worth one burst");
});

Deno.test("createRateLimiter() counts what costs more as several, and lets it through after a burst's time at the latest", () => {
  let now = 0;
  const limiter = createRateLimiter({ burst: 4, perSecond: 2 }, () => now);
  strictEqual(limiter.take("a", 3), 0);
  strictEqual(limiter.take("a", 3), 1);
  now = 2000;
  strictEqual(limiter.take("a", 100), 0);
});

Deno.test("createRateLimiter() forgets the keys that were quiet for longest", () => {
  const limiter = createRateLimiter({ burst: 1, perSecond: 1 }, () => 0);
  limiter.take("first");
  for (let n = 0; n < 50_000; n++) limiter.take(String(n));
  strictEqual(limiter.take("first"), 0);
  ok(limiter.take("49999") > 0);
});

Deno.test("createRateLimiter() without a rate lets everything through", () => {
  const limiter = createRateLimiter(false, () => 0);
  for (let n = 0; n < 1000; n++) strictEqual(limiter.take("a"), 0);
});

Deno.test("createAddressLimiter() counts no address of the own machine or network", () => {
  const limiter = createAddressLimiter({ burst: 1, perSecond: 1 }, () => 0);
  const own = ["", "127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.9.9", "192.168.1.1", "169.254.1.1"];
  for (const address of [...own, "::1", "fd00::1", "fe80::1", "::ffff:10.0.0.1"]) {
    for (let n = 0; n < 3; n++) strictEqual(limiter.take(address), 0, address);
  }
  for (const address of ["172.32.0.1", "192.169.0.1", "100.1.1.1", "2001:db8::1", "::ffff:192.0.2.1"]) {
    strictEqual(limiter.take(address), 0, address);
    ok(limiter.take(address) > 0, address);
  }
});
