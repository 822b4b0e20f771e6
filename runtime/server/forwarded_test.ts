import { deepStrictEqual } from "node:assert";
import { outsideOf } from "./forwarded.ts";

function seen(headers: Record<string, string>, proxies: number, url = "http://10.0.0.5:8000/") {
  const request = new Request(url, { headers: { host: "10.0.0.5:8000", ...headers } });
  return outsideOf(request, { proxies, peer: "10.0.0.1" });
}

const forwarded = {
  "x-forwarded-proto": "https",
  "x-forwarded-host": "app.example",
  "x-forwarded-for": "203.0.113.7, 192.0.2.1",
};

Deno.test("outsideOf() believes no header when no proxy is in front", () => {
  deepStrictEqual(seen(forwarded, 0), { secure: false, host: "10.0.0.5:8000", address: "10.0.0.1" });
});

Deno.test("outsideOf() takes what the proxy in front has seen, and not what the visitor claims", () => {
  deepStrictEqual(seen(forwarded, 1), { secure: true, host: "app.example", address: "192.0.2.1" });
});

Deno.test("outsideOf() counts the proxies from the right", () => {
  deepStrictEqual(seen(forwarded, 2).address, "203.0.113.7");
  deepStrictEqual(seen({ "x-forwarded-for": "1.1.1.1, 203.0.113.7, 192.0.2.1" }, 2).address, "203.0.113.7");
});

Deno.test("outsideOf() goes by the connection where the proxy says nothing", () => {
  deepStrictEqual(seen({}, 1), { secure: false, host: "10.0.0.5:8000", address: "10.0.0.1" });
  deepStrictEqual(seen({ "x-forwarded-proto": "", "x-forwarded-for": "" }, 1).address, "10.0.0.1");
  deepStrictEqual(seen({}, 0, "https://app.example/").secure, true);
});

Deno.test("outsideOf() takes no host that is none", () => {
  deepStrictEqual(seen({ "x-forwarded-host": "a b" }, 1).host, undefined);
});
