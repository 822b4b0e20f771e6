import { match, ok, strictEqual } from "node:assert";
import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp, finished } from "./app_fixture.ts";
import { startProgram } from "./command_process.ts";

Deno.test("compile makes one file that serves the app", async (test) => {
  const app = await createApp();
  const built = await finished(app.task("build"));
  strictEqual(built.code, 0, built.output);

  await test.step("deno takes the arguments and embeds dist/", async () => {
    // Deno itself in the place of the runtime: what comes out is no app, but it was put together.
    const args = ["--output", "bin/put_together"];
    const { code, output } = await finished(app.task("compile", { args, env: { DENORT_BIN: Deno.execPath() } }));
    strictEqual(code, 0, output);
    match(output, /✓ Compiled bin\/put_together/);
    ok(statSync(join(app.root, "bin/put_together")).size > statSync(Deno.execPath()).size);
  });

  await test.step("the file runs, or compile says what is missing", async () => {
    const { code, output } = await finished(app.task("compile"));
    if (code === 0) return await runAlone(join(app.root, "bin/app"));
    match(output, /error: Deno could not fetch denort[^\n]*\nhint: .*DENORT_BIN/);
    console.log("NOT TESTED: the compiled file itself, because denort cannot be fetched here");
  });
  app.remove();
});

async function runAlone(program: string): Promise<void> {
  const folder = mkdtempSync(join(Deno.realPathSync(tmpdir()), "rally_compiled_"));
  mkdirSync(join(folder, "work"));
  const server = startProgram(program, [], { cwd: join(folder, "work"), env: { PORT: "0" } });
  const [, origin] = await server.waitFor(/Listening on (http:\/\/127\.0\.0\.1:\d+)/);
  match(await (await fetch(origin)).text(), /Ada Lovelace/);
  server.signal("SIGTERM");
  strictEqual(await server.exit, 0, server.printed());
  rmSync(folder, { recursive: true });
}
