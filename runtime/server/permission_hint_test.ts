import { match, strictEqual } from "node:assert";
import { permissionHint } from "./permission_hint.ts";
import { serverFailure } from "./dev/server_failure.ts";

Deno.test({
  name: "permissionHint() names the line of deno.json for a host that the server may not call",
  permissions: { net: false },
  async fn() {
    const error = await fetch("http://scores.example/").catch((error) => error);
    const hint = 'allow it in deno.json, not by a flag: "permissions": { "server": { "net": ["scores.example:80"] } }';
    strictEqual(permissionHint(error), hint);
    strictEqual(serverFailure("/app", "page /", error).hint, hint);
  },
});

Deno.test({
  name: "permissionHint() names the line of deno.json for a variable",
  permissions: { env: false },
  fn() {
    try {
      Deno.env.get("API_KEY");
    } catch (error) {
      return match(permissionHint(error) ?? "", /"env": \["API_KEY"\]/);
    }
    throw new Error("Expected a refusal");
  },
});

Deno.test("permissionHint() says nothing of other errors", () => {
  strictEqual(permissionHint(new Error('Requires net access to "x"')), undefined);
});
