import { strictEqual } from "node:assert";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { environmentFlags } from "../../../cli/app/permissions.ts";
import { runDeno } from "../../../tools/run_command.ts";

const preload = fileURLToPath(new URL("unnamed_variables.ts", import.meta.url));

/** What a server with these files of an app prints. */
async function printed(files: Readonly<Record<string, string>>, flags: readonly string[] = []): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), "rally-variables-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const args = ["run", "--no-prompt", ...environmentFlags, ...flags, `--preload=${preload}`, "main.ts"];
  const { output } = await runDeno(args, { cwd: root, env: { RATES_KEY: "secret", NO_COLOR: "1" } });
  rmSync(root, { recursive: true });
  return output;
}

const rates = `const key = Deno.env.get("RATES_KEY");
export const read = () => [key, Deno.env.get("RATES_KEY"), Deno.env.get("PORT")];
`;
const main = `import { read } from "./app/(my) rates.ts";
console.log(read());
`;

Deno.test("a variable that deno.json does not name is told once, with the line that reads it", async () => {
  strictEqual(
    await printed({ "main.ts": main, "app/(my) rates.ts": rates }),
    "app/(my) rates.ts:1:22: The variable RATES_KEY is not named in deno.json, so the server reads undefined\n" +
      'hint: allow it in deno.json, not by a flag: "permissions": { "server": { "env": ["RATES_KEY"] } }\n' +
      "[ undefined, undefined, undefined ]\n",
  );
});

Deno.test("a variable that is named is read without a word, whether it is set or not", async () => {
  const flags = ["--allow-env=RATES_KEY,UNSET"];
  const optional = rates.replace('get("PORT")', 'get("UNSET")');
  strictEqual(
    await printed({ "main.ts": main, "app/(my) rates.ts": optional }, flags),
    '[ "secret", "secret", undefined ]\n',
  );
});

Deno.test("what packages look for is not told", async () => {
  const files = { "node_modules/debug/index.js": 'export const debug = Deno.env.get("DEBUG");\n' };
  const main = 'import { debug } from "./node_modules/debug/index.js";\nconsole.log(debug);\n';
  strictEqual(await printed({ ...files, "main.ts": main }), "undefined\n");
});
