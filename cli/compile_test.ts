import { match, strictEqual } from "node:assert";
import { compileArguments, compileFailure } from "./compile.ts";

Deno.test("compileArguments() names permissions and embeds dist/", () => {
  const args = compileArguments({ output: "app", extra: ["--allow-run=git"] });
  strictEqual(
    args.join(" "),
    "compile --no-config --no-lock --no-remote --no-check --include=dist --no-prompt --allow-net --allow-read " +
      "--allow-write --allow-env=PORT,HOST,APP_ENV,DATABASE_PATH,RALLY_DEV,TRUST_PROXY --ignore-env --allow-run=git --output=app " +
      "dist/server.js",
  );
});

Deno.test("compileArguments() names another platform only when it is asked for", () => {
  const args = compileArguments({ output: "app.exe", target: "x86_64-pc-windows-msvc", extra: [] });
  strictEqual(args.filter((arg) => arg.startsWith("--target")).join(), "--target=x86_64-pc-windows-msvc");
});

Deno.test("compileFailure() explains a runtime that cannot be fetched", () => {
  const { message, hint } = compileFailure(
    "Compile dist/server.js to app\nDownload https://example.com/release/denort-x86_64-unknown-linux-gnu.zip\n" +
      "error: Writing deno compile executable to temporary file 'app.tmp-1'\n",
  );
  strictEqual(message, "Deno could not fetch denort, the runtime that it puts into the file");
  match(hint, /DENORT_BIN to the denort of Deno \d/);
});

Deno.test("compileFailure() gives Deno's own reason for anything else", () => {
  const { message } = compileFailure('\x1b[31merror\x1b[0m: Module not found "file:///app/dist/server.js".\n');
  strictEqual(message, 'Deno could not compile: Module not found "file:///app/dist/server.js".');
});
