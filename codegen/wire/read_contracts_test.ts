import { deepStrictEqual, match, strictEqual } from "node:assert";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { SourceFile } from "../files.ts";
import { scanPages } from "../routes/scan.ts";
import {
  type ContractReader,
  type Contracts,
  type ContractSources,
  createContractReader,
  type ReaderOptions,
} from "./read_contracts.ts";

const view = "export const view = () => null;\n";

Deno.test("a contract reader names the page whose import never ends", async () => {
  const [problem] =
    (await read({ "good.tsx": view, "hangs.tsx": `await new Promise(() => {});\n${view}` }, { timeout: 2000 }))
      .problems;
  strictEqual(problem?.file, "app/pages/hangs.tsx");
  match(problem?.message ?? "", /got no end after 2 s/);
});

Deno.test("a contract reader names the page that never gives the worker back", async () => {
  const [problem] =
    (await read({ "good.tsx": view, "loops.tsx": `for (;;);\n${view}`, "other.tsx": view }, { timeout: 2000 }))
      .problems;
  strictEqual(problem?.file, "app/pages/loops.tsx");
});

Deno.test("a contract reader reports an error that nobody has caught", async () => {
  const late = `setTimeout(() => { throw new Error("Late"); }, 0);\nawait new Promise(() => {});\n${view}`;
  const { problems, failed } = await read({ "late.tsx": late });
  strictEqual(failed, true);
  deepStrictEqual(problems.map(({ file }) => file), ["app/pages/late.tsx"]);
  match(problems[0]?.message ?? "", /Late/);
});

Deno.test("a contract reader reads the other pages when one cannot be imported", async () => {
  const { contracts, problems, failed } = await read({ "bad.tsx": `null.length;\n${view}`, "good.tsx": view });
  deepStrictEqual(contracts.map(({ id, mode }) => [id, mode]), [["good", "static"]]);
  deepStrictEqual(problems.map(({ file, line, column }) => [file, line, column]), [["app/pages/bad.tsx", 1, 6]]);
  strictEqual(failed, true);
});

Deno.test("a contract reader imports a page again when a file that it is made of has changed, and only then", async () => {
  // A default that is another one with every import.
  const page = (path: string, imports = "") =>
    `${imports}import { page } from "@rally/rally";
import { z } from "zod";
export const contract = page("${path}", { query: { at: z.string().default(crypto.randomUUID()) } });
${view}`;
  await inApp({
    "app/_colour.ts": "export const colour = 1;\n",
    "app/_deep.ts": 'export * from "./_colour.ts";\n',
    "app/pages/alone.tsx": page("/alone"),
    "app/pages/deep.tsx": page("/deep", 'import "../_deep.ts";\n'),
    "app/pages/later.tsx": page("/later", 'export const later = () => import("../_colour.ts");\n'),
    "app/pages/outside.tsx": page("/outside", 'import "../../outside.ts";\n'),
    "outside.ts": "export {};\n",
  }, async ({ reader, change, sources }) => {
    const defaults = async () => {
      const { contracts, problems } = await reader.read(sources());
      deepStrictEqual(problems, []);
      return new Map(contracts.map(({ id, link }) => [id, link.query[0]?.missing]));
    };
    const changedAfter = async (work: () => void) => {
      const before = await defaults();
      work();
      return [...await defaults()].filter(([id, value]) => before.get(id) !== value).map(([id]) => id);
    };
    // What imports something later, or a file outside of the app's folder, is not known as a whole.
    const always = ["later", "outside"];
    deepStrictEqual(await changedAfter(() => {}), always);
    deepStrictEqual(await changedAfter(() => change("app/_colour.ts", "export const colour = 2;\n")), [
      "deep",
      ...always,
    ]);
    deepStrictEqual(await changedAfter(() => change("app/pages/alone.tsx", page("/alone", "// A note\n"))), [
      "alone",
      ...always,
    ]);
  });
});

interface World {
  readonly reader: ContractReader;
  change(path: string, text: string): void;
  /** The files below `app/`; an unchanged one is the same object as before. */
  sources(): ContractSources;
}

async function inApp(
  texts: Readonly<Record<string, string>>,
  work: (world: World) => Promise<void>,
  options: ReaderOptions = {},
): Promise<void> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "rally_contracts_")));
  const reader = createContractReader(root, options);
  const files = new Map<string, SourceFile>();
  const change = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    files.set(path, { path, text });
  };
  const sources = () => {
    const below = [...files.values()].filter(({ path }) => path.startsWith("app/"));
    return { parts: scanPages(below).parts, files: below };
  };
  try {
    for (const [path, text] of Object.entries(texts)) change(path, text);
    await work({ reader, change, sources });
  } finally {
    reader.close();
    rmSync(root, { recursive: true });
  }
}

/** Reads an app of pages, once. */
async function read(pages: Readonly<Record<string, string>>, options: ReaderOptions = {}): Promise<Contracts> {
  const files = Object.entries(pages).map(([name, text]) => [`app/pages/${name}`, text]);
  const found: Contracts[] = [];
  await inApp(Object.fromEntries(files), async ({ reader, sources }) => {
    found.push(await reader.read(sources()));
  }, options);
  return found[0]!;
}
