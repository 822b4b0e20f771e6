/**
 * Import cycles: files that cannot be understood, tested or loaded without each other. Types leave no import behind and
 * a dynamic import runs later, so neither counts. `deno task ok` runs this file.
 */
import type { SourceFile } from "../codegen/files.ts";
import type { Problem } from "../codegen/problem.ts";
import { type Import, importsOf, resolveImport } from "./imports.ts";
import { report } from "./report.ts";
import { type Package, readPackages, readSources } from "./repository.ts";

interface Edge {
  readonly target: string;
  readonly at: Import;
}

/** One problem for each import that leads back to a file on the way to it. */
export function checkCycles(files: readonly SourceFile[], packages: readonly Package[]): Problem[] {
  const graph = new Map(files.map((file) => [file.path, edgesOf(file, packages)]));
  const finished = new Set<string>();
  const problems: Problem[] = [];
  const visit = (path: string, way: readonly string[]): void => {
    if (finished.has(path)) return;
    for (const { target, at } of graph.get(path) ?? []) {
      const start = way.indexOf(target);
      if (start >= 0) problems.push(cycle(path, at, [...way.slice(start), target]));
      else visit(target, [...way, target]);
    }
    finished.add(path);
  };
  for (const { path } of files) visit(path, [path]);
  return problems;
}

function edgesOf(file: SourceFile, packages: readonly Package[]): Edge[] {
  return importsOf(file).flatMap((at) => {
    const target = at.kind === "value" ? resolveImport(file.path, at.specifier, packages) : undefined;
    return target === undefined ? [] : [{ target, at }];
  });
}

function cycle(file: string, { line, column }: Import, way: readonly string[]): Problem {
  return {
    file,
    line,
    column,
    message: `cycle: got ${way.join(" -> ")}, expected no way back`,
    hint: "move what both files need into a third one, or import only the type",
  };
}

if (import.meta.main) report("cycles", checkCycles(readSources(), readPackages()));
