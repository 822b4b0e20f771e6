/**
 * The client of some apps of the golden corpus: `tests/golden/sdk/<case>.ts`. `UPDATE_GOLDEN=1` writes them anew.
 */
import { deepStrictEqual, strictEqual } from "node:assert";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { createGenerator } from "../gen.ts";
import { writeClient } from "./write_client.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const golden = join(repository, "tests/golden");
const cases = ["wire/inputs_and_outputs", "wire/leaves", "wire/recursive", "wire/structures", "wire/unions"];

Deno.test("writeClient types what stands in the JSON of the API", async () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "rally_sdk_")));
  const folder = join(golden, "sdk");
  try {
    for (const name of cases) {
      const text = await clientOf(join(golden, name), join(root, name));
      const file = join(folder, `${name.replace("wire/", "")}.ts`);
      if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(file, text);
      strictEqual(text, readFileSync(file, "utf8"), file);
    }
  } finally {
    rmSync(root, { recursive: true });
  }
});

Deno.test("written clients type-check and are formatted", async () => {
  const root = mkdtempSync(join(tmpdir(), "rally_sdk_"));
  try {
    cpSync(join(golden, "sdk"), root, { recursive: true });
    cpSync(join(repository, "codegen/sdk/rally.ts"), join(root, "rally.ts"));
    for (const command of [["check", root], ["fmt", "--check", "--no-config", "--line-width=120", root]]) {
      const { code, stderr } = await new Deno.Command("deno", { args: command, env: { NO_COLOR: "1" } }).output();
      deepStrictEqual([code, new TextDecoder().decode(code === 0 ? undefined : stderr)], [0, ""]);
    }
  } finally {
    rmSync(root, { recursive: true });
  }
});

async function clientOf(app: string, root: string): Promise<string> {
  mkdirSync(root, { recursive: true });
  cpSync(app, root, { recursive: true });
  const generator = createGenerator(root);
  try {
    const paths = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((path) =>
      /^app\/.*\.tsx?$/.test(path)
    );
    const files = paths.map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
    const generated = await generator.generate({ files, write: () => {} });
    deepStrictEqual(generated.problems, []);
    return writeClient(generated).text;
  } finally {
    generator.close();
  }
}
