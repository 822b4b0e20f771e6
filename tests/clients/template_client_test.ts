/**
 * The client that the scoreboard ships for its tool is the one that `rally client` writes. `UPDATE_GOLDEN=1` writes it
 * anew; `pack_templates.ts` has to be run after that.
 */
import { strictEqual } from "node:assert";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { repositoryRoot } from "../../tools/repository.ts";
import { runDeno } from "../../tools/run_command.ts";
import { scaffold } from "../../tools/scaffold.ts";

Deno.test("the client in the template of the scoreboard is up to date", async () => {
  const folder = mkdtempSync(join(tmpdir(), "rally_client_"));
  const app = join(folder, "app");
  try {
    strictEqual((await scaffold(app, "scoreboard")).ok, true);
    strictEqual((await runDeno(["task", "gen"], { cwd: app })).ok, true);
    const written = await runDeno(["task", "client", "--out", "written"], { cwd: app });
    strictEqual(written.ok, true, written.output);
    for (const name of ["client.ts", "rally.ts"]) {
      const text = readFileSync(join(app, "written", name), "utf8");
      const shipped = join(repositoryRoot, "templates/scoreboard/tools/client", name);
      if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(shipped, text);
      strictEqual(readFileSync(shipped, "utf8"), text, name);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
