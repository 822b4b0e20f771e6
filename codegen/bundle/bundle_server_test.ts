import { ok, rejects, strictEqual } from "node:assert";
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { bundleServer, withoutNativeAddOns } from "./bundle_server.ts";

const main = `import { WebSocketServer } from "ws";
const sockets = new WebSocketServer({ noServer: true });
console.log("serving", typeof sockets.handleUpgrade);
`;

Deno.test("bundleServer() writes one file that runs elsewhere without permissions", async () => {
  const root = await createApp();
  await bundleServer({ root, entry: "main.ts", outFile: "dist/server.js" });
  const elsewhere = await mkdtemp(join(tmpdir(), "rally_server_"));
  await cp(join(root, "dist", "server.js"), join(elsewhere, "server.js"));
  ok((await readFile(join(elsewhere, "server.js"), "utf8")).includes('!"1"'), "ws reads its environment no more");
  const run = ["run", "--no-prompt", "--no-remote", "--cached-only", "server.js"];
  const { stdout } = await promisify(execFile)(Deno.execPath(), run, { cwd: elsewhere });
  strictEqual(stdout, "serving function\n");
  await Promise.all([root, elsewhere].map((directory) => rm(directory, { recursive: true })));
});

Deno.test("bundleServer() throws with what deno bundle says", async () => {
  const root = await createApp();
  await writeFile(join(root, "broken.ts"), `import "./nothing.ts";`);
  await rejects(
    bundleServer({ root, entry: "broken.ts", outFile: "dist/server.js" }),
    /^Error: Cannot bundle "broken.ts" for the server:\n[^]*nothing\.ts/,
  );
  await rm(root, { recursive: true });
});

Deno.test("withoutNativeAddOns() replaces the reads alone", () => {
  strictEqual(withoutNativeAddOns("if (!process2.env.WS_NO_BUFFER_UTIL) {"), 'if (!"1") {');
  strictEqual(withoutNativeAddOns("process.env.WS_NO_UTF_8_VALIDATE"), '"1"');
  strictEqual(withoutNativeAddOns("process.env.PORT; WS_NO_BUFFER_UTIL"), "process.env.PORT; WS_NO_BUFFER_UTIL");
});

async function createApp(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "rally_server_"));
  await symlink(fileURLToPath(new URL("../../node_modules", import.meta.url)), join(root, "node_modules"));
  await writeFile(join(root, "deno.json"), `{ "imports": { "ws": "npm:ws" }, "nodeModulesDir": "manual" }`);
  await writeFile(join(root, "package.json"), `{ "dependencies": { "ws": "*" } }`);
  await writeFile(join(root, "main.ts"), main);
  return root;
}
