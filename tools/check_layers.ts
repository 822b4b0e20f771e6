/**
 * Which folder may import which: arrows point down (see ARCHITECTURE.md). `deno task ok` runs this file; it prints each
 * import that points up.
 */
import type { SourceFile } from "../codegen/files.ts";
import type { Problem } from "../codegen/problem.ts";
import { importsOf, resolveImport } from "./imports.ts";
import { report } from "./report.ts";
import { type Package, readPackages, readSources } from "./repository.ts";

/** One layer and the layers it may import; itself is always among them. */
interface Layer {
  readonly name: string;
  /** Files, or folders ending in `/`. The first layer that matches a path is its layer. */
  readonly paths: readonly string[];
  readonly may: readonly string[];
}

const runtimeLayers = ["schema", "page", "context", "wire", "route", "topics", "render", "live", "client", "server"]
  .map((name) => `runtime/${name}`);

const layers: readonly Layer[] = [
  { name: "runtime/schema", paths: ["runtime/schema/"], may: [] },
  { name: "runtime/page", paths: ["runtime/page/"], may: ["runtime/schema"] },
  { name: "db", paths: ["db/"], may: [] },
  // Types only, so it may name what stands above the page.
  { name: "runtime/context", paths: ["runtime/context.ts"], may: ["runtime/page", "db"] },
  { name: "runtime/wire", paths: ["runtime/wire/"], may: ["runtime/page", "runtime/schema"] },
  { name: "runtime/route", paths: ["runtime/route/"], may: ["runtime/wire", "runtime/page"] },
  { name: "runtime/topics", paths: ["runtime/topics/"], may: ["runtime/wire", "runtime/page", "runtime/context"] },
  { name: "runtime/render", paths: ["runtime/render/"], may: ["runtime/page"] },
  {
    name: "runtime/live",
    paths: ["runtime/live/"],
    may: ["runtime/render", "runtime/topics", "runtime/wire", "runtime/page", "runtime/context"],
  },
  { name: "runtime/client", paths: ["runtime/client/"], may: ["runtime/wire", "runtime/page"] },
  {
    name: "runtime/server",
    paths: ["runtime/server/"],
    may: [
      "runtime/live",
      "runtime/topics",
      "runtime/render",
      "runtime/route",
      "runtime/wire",
      "runtime/page",
      "runtime/schema",
      "runtime/context",
      "db",
    ],
  },
  { name: "runtime/testing", paths: ["runtime/testing/"], may: [...runtimeLayers, "db"] },
  {
    name: "mod.ts",
    paths: ["mod.ts"],
    may: ["runtime/schema", "runtime/page", "runtime/topics", "runtime/context", "db"],
  },
  {
    name: "codegen",
    paths: ["codegen/"],
    may: ["db", "runtime/topics", "runtime/page", "runtime/wire", "runtime/schema"],
  },
  { name: "lint", paths: ["lint/"], may: [] },
  { name: "cli", paths: ["cli.ts", "cli/", "packages/cli/"], may: ["codegen", "db", ...runtimeLayers] },
];

/** Every import that its layer may not have, and every template that reaches past the public names. */
export function checkLayers(files: readonly SourceFile[], packages: readonly Package[]): Problem[] {
  const production = files.filter(({ path }) => !isTest(path));
  const misplaced = production.filter(({ path }) => /^(runtime|codegen|db|cli|lint)\//.test(path) && !layerOf(path));
  const upward = production.flatMap((file) =>
    importsOf(file).flatMap(({ specifier, line, column }) => {
      const target = resolveImport(file.path, specifier, packages);
      const finding = target === undefined ? undefined : judge(file.path, specifier, target);
      return finding ? [{ file: file.path, line, column, ...finding }] : [];
    })
  );
  return [...misplaced.map(({ path }) => noLayer(path)), ...upward];
}

function noLayer(file: string): Problem {
  return {
    file,
    line: 1,
    column: 1,
    message: `layer: got a file outside of every layer, expected one of ${layers.map(({ name }) => name).join(", ")}`,
    hint: "move the file, or add its folder to the layers in tools/check_layers.ts with what it may import",
  };
}

function judge(from: string, specifier: string, target: string): Pick<Problem, "message" | "hint"> | undefined {
  const template = /^templates\/[^/]+\//.exec(from)?.[0];
  if (template) {
    if (!specifier.startsWith(".") || target.startsWith(template)) return undefined;
    return {
      message: `layer: got ${template.slice(0, -1)} -> ${target}, expected files of the template or a package name`,
      hint: 'import a public name from "@rally/rally" or one of its entry points',
    };
  }
  const [source, aim] = [layerOf(from), layerOf(target)];
  // Tests, tools and benches stand outside: they may look at everything.
  if (!source || !aim || source === aim || source.may.includes(aim.name)) return undefined;
  const expected = source.may.length === 0 ? "no other folder" : source.may.join(", ");
  return {
    message: `layer: got ${source.name} -> ${aim.name}, expected ${source.name} to import ${expected}`,
    hint: `move what "${specifier}" gives into a folder that both may import, or hand it in as an argument`,
  };
}

function layerOf(path: string): Layer | undefined {
  return layers.find(({ paths }) => paths.some((own) => own.endsWith("/") ? path.startsWith(own) : path === own));
}

function isTest(path: string): boolean {
  return /_test\.tsx?$/.test(path);
}

if (import.meta.main) report("layers", checkLayers(readSources(), readPackages()));
