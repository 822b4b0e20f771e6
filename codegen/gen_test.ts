/**
 * The golden corpus of routes and wire: `tests/golden/{routes,wire}/<case>/` holds an app, and what comes of it:
 * `expected/` with the files, or `problems.txt`. `UPDATE_GOLDEN=1` writes the results over them.
 */
import assert from "node:assert";
import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { GeneratedFile, SourceFile } from "./files.ts";
import { createGenerator, type Generated } from "./gen.ts";
import { formatProblems } from "./problem.ts";

const golden = fileURLToPath(new URL("../tests/golden", import.meta.url));
const repository = fileURLToPath(new URL("..", import.meta.url));
const isUpdate = process.env["UPDATE_GOLDEN"] === "1";
const cases = ["routes", "wire"].flatMap((group) =>
  readdirSync(join(golden, group)).sort().map((name) => `${group}/${name}`)
);

for (const name of cases) {
  Deno.test(`generate() of the golden case ${name}`, async () => {
    const folder = join(golden, name);
    const { files, problems } = await inTemporaryCopy(folder, (root) => generateOnDisk(root));
    const actual = new Map(files.map(({ path, text }) => [`expected/${path}`, text]));
    if (problems.length > 0) actual.set("problems.txt", formatProblems(problems));
    if (isUpdate) updateGolden(folder, actual);
    const expected = new Map(filesBelow(folder).filter(isExpected).map(({ path, text }) => [path, text]));
    assert.deepStrictEqual([...actual.keys()].sort(), [...expected.keys()].sort());
    for (const [path, text] of actual) assert.strictEqual(text, expected.get(path), path);
  });
}

Deno.test("generate() writes files that deno fmt leaves as they are", async () => {
  const folders = cases.map((name) => join(golden, name, "expected")).filter(existsSync);
  assert.ok(folders.length >= 10);
  await run("deno", ["fmt", "--check", "--no-config", "--line-width=120", ...folders]);
});

Deno.test("generate() writes files that type-check together with the app", async () => {
  const good = cases.filter((name) => !existsSync(join(golden, name, "problems.txt")));
  await inTemporaryCopy(golden, async (root) => {
    const entries = good.map((name) => {
      cpSync(join(root, name, "expected"), join(root, name), { recursive: true });
      return join(root, name, "generated", "app.ts");
    });
    const links = join(root, "routes", "links", "links.ts");
    writeFileSync(links, linkUses);
    const config = join(repository, "deno.json");
    await run("deno", ["check", `--config=${config}`, ...entries, ...entries.map(routesBeside), links]);
  });
});

Deno.test("generate() of the same app gives the same files, whatever the order of the sources", async () => {
  const folder = join(golden, "routes", "tree");
  const [first, second] = await inTemporaryCopy(folder, async (root) => [
    await generateOnDisk(root),
    await generateOnDisk(root, (files) => files.toReversed()),
  ]);
  assert.deepStrictEqual(second!.files, first!.files);
});

Deno.test("generate() reads a changed helper anew", async () => {
  await inTemporaryCopy(join(golden, "wire", "inputs_and_outputs"), async (root) => {
    const wireOf = async () =>
      (await generateOnDisk(root)).files.find(({ path }) => path === "generated/wire/games_id.ts");
    const before = await wireOf();
    const game = join(root, "app", "game.ts");
    writeFileSync(game, readFileSync(game, "utf8").replace("home: z.string()", "home: z.date()"));
    assert.notStrictEqual((await wireOf())?.text, before?.text);
  });
});

/** What the links must allow and refuse. */
const linkUses = `import { href } from "./generated/routes.ts";

export const links: string[] = [
  href.index(),
  href.index({}, { page: 3, "sort-by": "score" }),
  href.search({}, { q: "goals", exact: true }),
  href.onDayNumber({ day: new Date(0), number: 3n }, { level: "all" }),
  href.teamsTeam({ team: "TOR" }, { flag: true }),
  href.search({}, { q: "goals", team: ["TOR", "MTL"], year: [2025] }),
  href.docsPath({ path: ["how", "to"] }),
  // @ts-expect-error the query is required
  href.search(),
  // @ts-expect-error a list is wanted
  href.docsPath({ path: "how/to" }),
  // @ts-expect-error no such team in the list
  href.search({}, { q: "goals", team: ["XXX"] }),
  // @ts-expect-error a parameter is missing
  href.onDayNumber({ day: new Date(0) }),
  // @ts-expect-error no such team
  href.teamsTeam({ team: "XXX" }),
  // @ts-expect-error no such parameter
  href.index({ id: 3 }),
  // @ts-expect-error no such query
  href.index({}, { pages: 3 }),
];
`;

const run = promisify(execFile);

async function generateOnDisk(
  root: string,
  order: (files: SourceFile[]) => SourceFile[] = (files) => files,
): Promise<Generated> {
  const files = [...filesBelow(root, "app"), ...filesBelow(root, "db")];
  const write = (generated: readonly GeneratedFile[]) => {
    for (const file of generated) writeText(join(root, file.path), file.text);
  };
  const generator = createGenerator(root);
  try {
    return await generator.generate({ files: order(files), write });
  } finally {
    generator.close();
  }
}

async function inTemporaryCopy<T>(folder: string, work: (root: string) => Promise<T>): Promise<T> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "rally_gen_")));
  try {
    cpSync(folder, root, { recursive: true });
    return await work(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

function updateGolden(folder: string, actual: ReadonlyMap<string, string>): void {
  rmSync(join(folder, "expected"), { recursive: true, force: true });
  rmSync(join(folder, "problems.txt"), { force: true });
  for (const [path, text] of actual) writeText(join(folder, path), text);
}

function writeText(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** The files below a folder of `root`, relative to `root`. */
function filesBelow(root: string, folder = ""): SourceFile[] {
  const directory = join(root, folder);
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    return entry.isDirectory() ? filesBelow(root, path) : [{ path, text: readFileSync(join(root, path), "utf8") }];
  });
}

function isExpected({ path }: SourceFile): boolean {
  return path.startsWith("expected/") || path === "problems.txt";
}

function routesBeside(app: string): string {
  return join(dirname(app), "routes.ts");
}
