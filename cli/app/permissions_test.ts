import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "./app_folder.ts";
import { extraFlags, serverFlags } from "./permissions.ts";

Deno.test("serverFlags() names the address, the folders and the variables", () => {
  const grant = { host: "::1", port: 8000, reads: ["dist"], data: "/var/lib/a,b", extra: ["--allow-net=example.com"] };
  deepStrictEqual(serverFlags(grant), [
    "--no-prompt",
    "--allow-net=[::1]:8000",
    "--allow-read=dist,/var/lib/a,,b",
    "--allow-write=/var/lib/a,,b",
    "--allow-env=PORT,HOST,APP_ENV,DATABASE_PATH,RALLY_DEV,TRUST_PROXY",
    "--ignore-env",
    "--allow-net=example.com",
  ]);
});

Deno.test("extraFlags() takes Deno's three ways to write a permission", () => {
  const server = {
    net: ["example.com", "api.example.com:443"],
    env: { allow: ["API_KEY"] },
    read: true,
    run: false,
    sys: [],
    write: { allow: ["uploads"], deny: ["uploads/keep"] },
  };
  deepStrictEqual(extraFlags({ permissions: { server, other: { run: true } } }), [
    "--allow-net=example.com,api.example.com:443",
    "--allow-env=API_KEY",
    "--allow-read",
    "--allow-write=uploads",
    "--deny-write=uploads/keep",
  ]);
  deepStrictEqual(extraFlags({}), []);
});

Deno.test("readConfig() reads comments as Deno does, and says what it cannot read", () => {
  const root = mkdtempSync(join(tmpdir(), "rally_config_"));
  deepStrictEqual(readConfig(root), {});
  writeFileSync(join(root, "deno.json"), '{\n  // why\n  "a": "x // y,]", /* more */\n  "b": [1, 2,],\n}\n');
  deepStrictEqual(readConfig(root), { a: "x // y,]", b: [1, 2] });
  writeFileSync(join(root, "deno.json"), "{");
  throws(() => readConfig(root), /Cannot read "deno\.json": /);
  strictEqual(rmSync(root, { recursive: true }), undefined);
});
