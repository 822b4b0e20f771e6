/**
 * A client in another language, written from the documents alone, against a running server.
 */
import { deepStrictEqual, strictEqual } from "node:assert";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { startApp } from "../browser/running_app.ts";
import { startProgram } from "../cli/command_process.ts";

const ignore = spawnSync("python3", ["--version"], { stdio: "ignore" }).status !== 0;
if (ignore) console.warn("The client in Python is not tested: this machine has no python3");

Deno.test({
  name: "a client in Python lists games, saves a goal once with a key that is sent twice, and hears of it",
  ignore,
  async fn() {
    const app = await startApp({});
    const scoreOf = () =>
      (app.rows("SELECT home_score FROM games WHERE id = 1")[0] as { home_score: number }).home_score;
    try {
      const before = scoreOf();
      const file = fileURLToPath(new URL("scoreboard.py", import.meta.url));
      const client = startProgram("python3", [file, app.origin, "ada"], { cwd: "." });
      strictEqual(await client.exit, 0, client.printed());
      const lines = client.printed().trimEnd().split("\n");
      deepStrictEqual(lines.filter((line) => line.startsWith("game 1 ")), [`game 1 MTL 2 TOR ${before}`]);
      deepStrictEqual(lines.filter((line) => !line.startsWith("game ")), [
        `answer 1 TOR ${before + 1}`,
        `answer 2 TOR ${before + 1}`,
        'refused invalid {"delta": ["Too big: expected number to be <=1"]}',
        `event TOR ${before + 1}`,
      ]);
      strictEqual(scoreOf(), before + 1);
    } finally {
      await app.stop();
    }
  },
});
