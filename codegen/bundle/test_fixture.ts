/**
 * Apps for the tests of this folder: files in a temporary directory that finds this checkout's npm packages.
 */
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { browserExports } from "../../runtime/page/module.ts";
import type { BundleOptions, BundlePart, PartContract } from "./bundle_part.ts";
import { readModuleNames } from "./module_names.ts";

/** An app on the disk. */
export interface TestApp {
  readonly root: string;
  /** What a build of all its pages takes; unminified and without maps, into `.rally`. */
  options(): Promise<BundleOptions>;
  write(files: Readonly<Record<string, string>>): Promise<void>;
  remove(): Promise<void>;
}

/** Contracts by file, for pages that declare one. */
export type Contracts = Readonly<Record<string, PartContract>>;

/** Makes an app out of texts by path. Pages without a wire file get an empty one. */
export async function createTestApp(
  files: Readonly<Record<string, string>>,
  contracts: Contracts = {},
): Promise<TestApp> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "rally_bundle_")));
  await symlink(fileURLToPath(new URL("../../node_modules", import.meta.url)), join(root, "node_modules"));
  const write = (texts: Readonly<Record<string, string>>) => writeFiles(root, texts);
  await write(clientFiles);
  await write(files);
  return {
    root,
    write,
    async options() {
      return {
        root,
        parts: await findParts(root, contracts),
        topicCodecs: (await readdir(join(root, "generated", "wire"))).includes("topics.ts"),
        functions: await functionsOf(root),
        outDir: ".rally",
        minify: false,
        sourcemap: false,
        bootModule: join(root, "client", "boot.ts"),
      };
    },
    remove: () => rm(root, { recursive: true }),
  };
}

/** Makes an app out of a directory. */
export async function copyTestApp(directory: string, contracts: Contracts = {}): Promise<TestApp> {
  const app = await createTestApp({}, contracts);
  await cp(directory, app.root, { recursive: true });
  return app;
}

/** The names of all files below a directory, with `/`, sorted. */
export async function filesBelow(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

/** A boot module with the engine of live pages, as small as they can be. */
const clientFiles = {
  "client/boot.ts": `export const engine = () => import("./live/live_engine.ts");\n`,
  "client/live/live_engine.ts": `export const start = () => "live";\n`,
};

async function functionsOf(root: string): Promise<string[]> {
  const file = join(root, "app", "browser.ts");
  const text = await readFile(file, "utf8").catch(() => "");
  return [...readModuleNames(file, text)?.exports.keys() ?? []];
}

async function findParts(root: string, contracts: Contracts): Promise<BundlePart[]> {
  const files = (await filesBelow(join(root, "app", "pages"))).filter((file) => file.endsWith(".tsx"));
  return await Promise.all(files.map(async (name) => {
    const file = `app/pages/${name}`;
    const id = name.replace(/\.tsx$/, "").replaceAll(/[[\]]/g, "").replaceAll("/", "_");
    const wireFile = `generated/wire/${id}.ts`;
    const names = readModuleNames(file, await readFile(join(root, file), "utf8"));
    if (!(await filesBelow(root)).includes(wireFile)) await writeFiles(root, { [wireFile]: emptyWire });
    return {
      id,
      kind: name.endsWith("layout.tsx") ? "layout" : "page",
      file,
      wireFile,
      exports: browserExports.filter((exported) => names?.exports.has(exported) ?? exported === "view"),
      contract: contracts[file],
    };
  }));
}

const emptyWire =
  `import type { WireTable } from "@rally/rally/wire";\nexport const wire: WireTable = { actions: {} };\n`;

async function writeFiles(root: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}
