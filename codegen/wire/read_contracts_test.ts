import { deepStrictEqual, match, strictEqual } from "node:assert";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { scanPages } from "../routes/scan.ts";
import { type Contracts, readContracts } from "./read_contracts.ts";

const view = "export const view = () => null;\n";

Deno.test("readContracts names the page whose import never ends", async () => {
  const [problem] =
    (await read({ "good.tsx": view, "hangs.tsx": `await new Promise(() => {});\n${view}` }, 2000)).problems;
  strictEqual(problem?.file, "app/pages/hangs.tsx");
  match(problem?.message ?? "", /got no end after 2 s/);
});

Deno.test("readContracts reports an error that nobody has caught", async () => {
  const late = `setTimeout(() => { throw new Error("Late"); }, 0);\nawait new Promise(() => {});\n${view}`;
  const { problems, failed } = await read({ "late.tsx": late });
  strictEqual(failed, true);
  deepStrictEqual(problems.map(({ file }) => file), ["app/pages/late.tsx"]);
  match(problems[0]?.message ?? "", /Late/);
});

Deno.test("readContracts reads the other pages when one cannot be imported", async () => {
  const { contracts, problems, failed } = await read({ "bad.tsx": `null.length;\n${view}`, "good.tsx": view });
  deepStrictEqual(contracts.map(({ id, mode }) => [id, mode]), [["good", "static"]]);
  deepStrictEqual(problems.map(({ file, line, column }) => [file, line, column]), [["app/pages/bad.tsx", 1, 6]]);
  strictEqual(failed, true);
});

async function read(pages: Readonly<Record<string, string>>, timeout?: number): Promise<Contracts> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "rally_contracts_")));
  try {
    const files = Object.entries(pages).map(([name, text]) => ({ path: `app/pages/${name}`, text }));
    mkdirSync(join(root, "app", "pages"), { recursive: true });
    for (const { path, text } of files) writeFileSync(join(root, path), text);
    return await readContracts(root, scanPages(files).parts, undefined, timeout === undefined ? {} : { timeout });
  } finally {
    rmSync(root, { recursive: true });
  }
}
