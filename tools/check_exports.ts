/**
 * The public names: what each entry point exports is written down in `exports.json`, so that a name cannot appear or
 * vanish unnoticed. `deno task ok` runs this file; `deno run -A tools/check_exports.ts --update` writes the list anew.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import ts from "typescript";
import type { SourceFile } from "../codegen/files.ts";
import type { Problem } from "../codegen/problem.ts";
import { parse } from "./imports.ts";
import { report } from "./report.ts";
import { type Package, readPackages, readSources } from "./repository.ts";

/** The exported names by entry point; a name that is only a type is written `type Name`. */
export type PublicNames = Readonly<Record<string, readonly string[]>>;

/** The names that the entry points of all packages export, each list sorted. */
export function publicNames(files: readonly SourceFile[], packages: readonly Package[]): PublicNames {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const entries = packages.flatMap(({ name, exports }) =>
    Object.entries(exports).map(([key, path]) => [name + key.slice(1), exportedNames(byPath.get(path))] as const)
  );
  return Object.fromEntries(entries);
}

/** Every difference between the written list and the code, and every `export *` in the files. */
export function checkExports(
  pinned: PublicNames,
  files: readonly SourceFile[],
  packages: readonly Package[],
): Problem[] {
  const actual = publicNames(files, packages);
  const entries = [...new Set([...Object.keys(pinned), ...Object.keys(actual)])];
  return [
    ...entries.flatMap((entry) => compare(entry, pinned[entry] ?? [], actual[entry] ?? [])),
    ...files.flatMap(globExports),
  ];
}

const pinFile = "tools/exports.json";

function compare(entry: string, pinned: readonly string[], actual: readonly string[]): Problem[] {
  const added = actual.filter((name) => !pinned.includes(name)).map((name) => `+${name}`);
  const removed = pinned.filter((name) => !actual.includes(name)).map((name) => `-${name}`);
  if (added.length + removed.length === 0) return [];
  return [{
    file: pinFile,
    line: 1,
    column: 1,
    message: `exports: got ${[...removed, ...added].join(" ")} in "${entry}", expected the names written here`,
    hint: "when the change is meant, run deno run -A tools/check_exports.ts --update and name it in CHANGELOG.md",
  }];
}

function globExports(file: SourceFile): Problem[] {
  const source = parse(file);
  return source.statements.filter(ts.isExportDeclaration).filter(({ exportClause }) => !exportClause).map((node) => {
    const { line, character } = source.getLineAndCharacterOfPosition(node.getStart(source));
    return {
      file: file.path,
      line: line + 1,
      column: character + 1,
      message: "exports: got export *, expected a list of names",
      hint: "list the names, grouped and ordered for a reader",
    };
  });
}

function exportedNames(file: SourceFile | undefined): string[] {
  return file ? parse(file).statements.flatMap(namesOf).sort() : [];
}

function namesOf(node: ts.Statement): string[] {
  if (ts.isExportDeclaration(node) && node.exportClause && ts.isNamedExports(node.exportClause)) {
    return node.exportClause.elements.map(({ name, isTypeOnly }) => written(name.text, node.isTypeOnly || isTypeOnly));
  }
  if (ts.isExportAssignment(node)) return ["default"];
  if (!ts.canHaveModifiers(node) || !node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) {
    return [];
  }
  if (ts.isVariableStatement(node)) {
    return node.declarationList.declarations.flatMap(({ name }) => ts.isIdentifier(name) ? [name.text] : []);
  }
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return [written(node.name.text, true)];
  const declared = ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) ? node.name : undefined;
  return declared ? [declared.text] : [];
}

function written(name: string, isType: boolean): string {
  return isType ? `type ${name}` : name;
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { update: { type: "boolean" } } });
  const [files, packages] = [readSources(), readPackages()];
  const path = new URL("exports.json", import.meta.url);
  if (values.update) writeFileSync(path, `${JSON.stringify(publicNames(files, packages), null, 2)}\n`);
  report("exports", checkExports(JSON.parse(readFileSync(path, "utf8")), files, packages));
}
