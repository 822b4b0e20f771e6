import { deepStrictEqual, match, strictEqual } from "node:assert";
import { hostRefusal, readHosts } from "./known_host.ts";

Deno.test("a server in development is known by addresses, by localhost, and by the names that it was given", () => {
  const known = ["localhost:8000", "app.localhost", "127.0.0.1:8000", "192.168.1.7", "[::1]:8000", "shop.test:8000"];
  for (const host of [undefined, ...known]) strictEqual(hostRefusal(host, ["shop.test"]), undefined);
});

Deno.test("a name of somebody else is refused with the command that would allow it", () => {
  for (const host of ["evil.example:8000", "localhost.evil.example", "127.0.0.1.evil.example", "notlocalhost"]) {
    match(hostRefusal(host, []) ?? "", /is not known by the host/, host);
  }
  match(hostRefusal("shop.test:8000", ["a.test"]) ?? "", /RALLY_HOSTS=a\.test,shop\.test deno task dev/);
});

Deno.test("the list of hosts may be empty, and have blanks and capitals", () => {
  deepStrictEqual(readHosts(""), []);
  deepStrictEqual(readHosts(" Shop.test, app.test ,"), ["shop.test", "app.test"]);
  match(hostRefusal("shop.test", readHosts("")) ?? "", /RALLY_HOSTS=shop\.test deno task dev/);
});
