import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { scanTemplate } from "../../cli/scaffold/templates.ts";
import { startDeno } from "./command_process.ts";
import { startRegistry } from "./registry.ts";

const checkout = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

Deno.test("a release writes an app that generates, builds and serves, with nothing of the checkout", async (test) => {
  await using registry = startRegistry();
  const folder = mkdtempSync(join(Deno.realPathSync(tmpdir()), "rally_release_"));
  const app = join(folder, "my_app");
  const env = { JSR_URL: registry.url, DENO_DIR: join(folder, "cache") };
  const deno = async (args: readonly string[], cwd: string) => {
    const command = startDeno(args, { cwd, env });
    strictEqual(await command.exit, 0, command.printed());
    return command.printed();
  };

  await test.step("deno publish takes both packages", async () => {
    await registry.publish(checkout);
    await registry.publish(join(checkout, "packages/cli"));
  });

  await test.step("deno run -A jsr:@rally/cli init writes the template as its author wrote it", async () => {
    const output = await deno(
      ["run", "-A", "jsr:@rally/cli", "init", "my_app", "--template", "minimal", "--yes"],
      folder,
    );
    match(output, /Next:\n {2}cd my_app\n {2}deno task dev\n/);
    for (const { path, bytes } of scanTemplate(join(checkout, "templates/minimal"))) {
      const written = join(app, path === "gitignore" ? ".gitignore" : path);
      deepStrictEqual([...readFileSync(written)], [...bytes], path);
    }
    const text = readFileSync(join(app, "deno.json"), "utf8");
    match(text, /"@rally\/rally": "jsr:@rally\/rally@\^\d+\.\d+\.\d+"/);
    ok(!text.includes(checkout) && !text.includes("links"), text);
  });

  await test.step("deno task gen and build work", async () => {
    match(await deno(["task", "gen"], app), /✓ 6 generated files are up to date/);
    match(await deno(["task", "gen", "--check"], app), /✓ 6 generated files are up to date/);
    match(await deno(["task", "build"], app), /✓ Bundled the server/);
  });

  await test.step("dev and start serve it", async () => {
    const { tasks } = JSON.parse(readFileSync(join(app, "deno.json"), "utf8"));
    for (const name of ["dev", "start"]) {
      const server = startDeno(tasks[name].split(" ").slice(1), { cwd: app, env: { ...env, PORT: "0" } });
      const [, origin] = await server.waitFor(/Listening on (http:\/\/127\.0\.0\.1:\d+)/);
      match(await (await fetch(origin)).text(), /Hello from Rally/);
      server.signal("SIGTERM");
      strictEqual(await server.exit, 0, server.printed());
    }
  });

  rmSync(folder, { recursive: true });
});
