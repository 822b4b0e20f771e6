/**
 * The imports of a file, read from its syntax tree, and the file each one means. Used by `check_layers.ts` and
 * `check_cycles.ts`.
 */
import { posix } from "node:path";
import ts from "typescript";
import type { SourceFile } from "../codegen/files.ts";
import type { Package } from "./repository.ts";

/** One import, or one export from another file. Lines and columns count from 1. */
export interface Import {
  readonly specifier: string;
  /** `type` leaves no code behind; `dynamic` runs after the importing file, so it cannot close a cycle at start. */
  readonly kind: "value" | "type" | "dynamic";
  readonly line: number;
  readonly column: number;
}

/** All imports of a file in source order. */
export function importsOf({ path, text }: SourceFile): Import[] {
  const source = parse({ path, text });
  const found: Import[] = [];
  const add = (specifier: ts.Node, kind: Import["kind"]) => {
    if (!ts.isStringLiteralLike(specifier)) return;
    const { line, character } = source.getLineAndCharacterOfPosition(specifier.getStart(source));
    found.push({ specifier: specifier.text, kind, line: line + 1, column: character + 1 });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeImport(node) ? "type" : "value");
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      add(node.moduleSpecifier, isTypeExport(node) ? "type" : "value");
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, "type");
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      if (node.arguments[0]) add(node.arguments[0], "dynamic");
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Parses without types; JSX only where the name says so, because `<T>x` means something else there. */
export function parse({ path, text }: SourceFile): ts.SourceFile {
  const kind = path.endsWith(".tsx") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, /* setParentNodes */ false, kind);
}

/**
 * The file of the repository that a specifier means, or `undefined` for what comes from elsewhere.
 *
 * @param from The path of the importing file.
 */
export function resolveImport(from: string, specifier: string, packages: readonly Package[]): string | undefined {
  if (specifier.startsWith(".")) return posix.normalize(posix.join(posix.dirname(from), specifier));
  for (const { name, exports } of packages) {
    if (specifier === name) return exports["."];
    if (specifier.startsWith(`${name}/`)) return exports[`.${specifier.slice(name.length)}`];
  }
  return undefined;
}

function isTypeImport({ importClause }: ts.ImportDeclaration): boolean {
  if (!importClause) return false;
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { name, namedBindings } = importClause;
  return !name && namedBindings !== undefined && ts.isNamedImports(namedBindings) && allTypes(namedBindings.elements);
}

function isTypeExport({ isTypeOnly, exportClause }: ts.ExportDeclaration): boolean {
  return isTypeOnly ||
    (exportClause !== undefined && ts.isNamedExports(exportClause) && allTypes(exportClause.elements));
}

/** An empty list of names still runs the other file. */
function allTypes(names: readonly { readonly isTypeOnly: boolean }[]): boolean {
  return names.length > 0 && names.every(({ isTypeOnly }) => isTypeOnly);
}
