/** Finds queries whose function no file of the app imports. */
import { posix } from "node:path";
import ts from "typescript";
import { exportName, parseModule } from "../bundle/parse_module.ts";
import type { SourceFile } from "../files.ts";
import type { Problem } from "../problem.ts";
import { problemAt } from "./position.ts";
import type { ProvenQuery } from "./prove.ts";

/** A problem for each query that is not imported by name from the `queries.ts` of its folder. */
export function adviseUnused(queries: readonly ProvenQuery[], modules: readonly SourceFile[]): Problem[] {
  const imports = modules.filter(({ text }) => text.includes("queries.ts")).flatMap(importsOf);
  return queries.filter(({ model: { query, name } }) => {
    const file = `${posix.dirname(query.source.path)}/queries.ts`;
    return !imports.some(({ module, names }) => matches(module, file) && (names === "all" || names.has(name)));
  }).map(({ model: { query, name } }) => {
    const message = `The query "${query.name}" is not used: no file imports ${name}`;
    const hint = `Delete it, or import it from ${posix.dirname(query.source.path)}/queries.ts`;
    return problemAt(query.source, query.tokens[0].start, [message, hint]);
  });
}

interface Import {
  /** A path from the app's root, or a name that an import map gives to one. */
  readonly module: string;
  readonly names: ReadonlySet<string> | "all";
}

/** A module that is named by an import map may be any of its name. */
function matches(module: string, file: string): boolean {
  return module === file || (module.startsWith("map:") && posix.basename(module) === posix.basename(file));
}

function importsOf(file: SourceFile): Import[] {
  const source = parseModule(file.path, file.text);
  // What cannot be read may import anything.
  if (source === undefined) return [{ module: "map:queries.ts", names: "all" }];
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, names: Import["names"]) => {
    if (specifier !== undefined && ts.isStringLiteralLike(specifier) && specifier.text.endsWith("queries.ts")) {
      found.push({ module: moduleOf(specifier.text, file.path), names });
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, importedNames(node.importClause?.namedBindings));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, importedNames(node.exportClause));
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], "all");
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function importedNames(clause: ts.NamedImportBindings | ts.NamedExportBindings | undefined): Import["names"] {
  if (clause === undefined || ts.isNamespaceImport(clause) || ts.isNamespaceExport(clause)) return "all";
  return new Set(
    clause.elements.map((element: ts.ImportSpecifier | ts.ExportSpecifier) =>
      exportName(element.propertyName ?? element.name)
    ),
  );
}

function moduleOf(specifier: string, from: string): string {
  return specifier.startsWith(".") ? posix.join(posix.dirname(from), specifier) : `map:${specifier}`;
}
