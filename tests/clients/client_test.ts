/**
 * The generated client and the scoreboard's tool against a running server, in Deno and in Node.
 */
import { deepStrictEqual, match, strictEqual } from "node:assert";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { builtApp, startApp } from "../browser/running_app.ts";
import { type CommandProcess, startDeno, startProgram } from "../cli/command_process.ts";
import { createToken, databaseOf, taskToken } from "./app_token.ts";

Deno.test("the generated client lists, changes and watches games, and outlives its server", async (test) => {
  const folder = await builtApp("scoreboard");
  const app = await startApp({});
  const database = databaseOf(app);
  const token = await createToken(folder, database, "ada");
  const tool = (...args: string[]) =>
    startDeno(["run", "--allow-net", "--allow-env", join(folder, "tools/scorectl.ts"), ...args], {
      cwd: folder,
      env: { SCORE_URL: app.origin, SCORE_TOKEN: token },
    });

  await test.step("list", async () => {
    const list = tool("list");
    strictEqual(await list.exit, 0);
    match(list.printed(), /^ {2}1 {2}MTL 2 – 4 TOR {2}3rd$/m);
  });

  await test.step("watch follows what others do, over a restart of the server too", async () => {
    const watch = tool("watch", "1");
    await watch.waitFor(/MTL 2 – 4 TOR/);
    strictEqual(await tool("score", "1", "home", "+1").exit, 0);
    await watch.waitFor(/MTL 2 – 5 TOR/);
    await app.kill();
    app.sql("UPDATE games SET away_score = 3 WHERE id = 1");
    await app.start();
    // What happened meanwhile is loaded when the client is told that events are missing.
    await watch.waitFor(/MTL 3 – 5 TOR/);
    watch.signal("SIGTERM");
    await watch.exit;
  });

  await test.step("Node uses the same client", async () => {
    const printed = await inNode({ SCORE_URL: app.origin, SCORE_TOKEN: token });
    deepStrictEqual(JSON.parse(printed), { before: 5, after: 6, kinds: ["invalid", "not_found"] });
  });

  await test.step("a revoked token is refused", async () => {
    const revoke = await taskToken(folder, database, ["revoke", idOf(await taskToken(folder, database, ["list"]))]);
    strictEqual(await revoke.exit, 0);
    for (const args of [["score", "1", "home", "+1"], ["watch", "1"]]) {
      const refused = tool(...args);
      strictEqual(await refused.exit, 1);
      match(refused.printed(), /^unauthorized: /m);
    }
  });
  await app.stop();
});

function idOf(list: CommandProcess): string {
  return /^([0-9a-f]{12}) +ada /m.exec(list.printed())![1]!;
}

/** Node of today's long-term support reads no TypeScript, so the program is bundled for it first. */
async function inNode(env: Readonly<Record<string, string>>): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), "rally_node_"));
  try {
    const entry = fileURLToPath(new URL("node_client.ts", import.meta.url));
    const outfile = join(directory, "main.mjs");
    await build({ entryPoints: [entry], bundle: true, format: "esm", target: "node20", outfile });
    const program = startProgram("node", [outfile], { cwd: directory, env });
    await program.exit;
    return program.printed();
  } finally {
    rmSync(directory, { recursive: true });
  }
}
