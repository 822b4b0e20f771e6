/**
 * Reads one page, layout or topics file into what the checks need: its exports and its contract call with positions.
 * An AST, so that strings, comments and nested functions can mislead nothing.
 */
import ts from "typescript";
import { boundNames, hasModifier, scriptKind } from "../bundle/parse_module.ts";
import type { SourceFile } from "../files.ts";
import { memoize } from "../memoize.ts";
import type { Problem } from "../problem.ts";

/** A place in a file, counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A value that a file exports; types and interfaces are left out. */
export interface PageExport extends Position {
  readonly name: string;
}

/** The call that makes the contract, written as `export const contract = page("/path", { … })`. */
export interface ContractCall extends Position {
  readonly callee: "page" | "layout";
  /** The path, when it is a string literal. */
  readonly path: string | undefined;
  /** Where the first argument stands. */
  readonly pathPosition: Position;
  /** Where the members of the second argument stand, two levels deep: `data`, `params.id`, `actions.adjust`. */
  readonly members: Readonly<Record<string, Position>>;
}

/** What was read of one file. */
export interface ParsedPage {
  readonly exports: readonly PageExport[];
  readonly contractCall: ContractCall | undefined;
  /** What it imports and passes on, as written, and once for each place. */
  readonly imports: readonly string[];
  /** Mistakes of the syntax. */
  readonly problems: readonly Problem[];
}

/** Parses a file, once; with mistakes of the syntax the rest is what could still be read. */
export const parsePage: (file: SourceFile) => ParsedPage = memoize(({ path, text }) => {
  // `parseDiagnostics` is not in the public type, but it is the only list that a parse without a program gives.
  const source: ts.SourceFile & { readonly parseDiagnostics?: readonly ts.DiagnosticWithLocation[] } = ts
    .createSourceFile(path, text, ts.ScriptTarget.ESNext, false, scriptKind(path));
  const types = typeNames(source);
  return {
    exports: source.statements.flatMap((statement) => exportsOf(statement, types, source)),
    contractCall: contractCallOf(source),
    imports: source.statements.flatMap(importsOf),
    problems: (source.parseDiagnostics ?? []).map((diagnostic) => ({
      file: path,
      ...positionAt(source, diagnostic.start),
      message: `Syntax: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, " ").replace(/\.$/, "")}`,
      hint: "Mend the syntax here; the rest of the file was not checked",
    })),
  };
});

function importsOf(statement: ts.Statement): string[] {
  if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
  const { moduleSpecifier } = statement;
  return moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? [moduleSpecifier.text] : [];
}

/** Names that are only types in this file, so that `export { Game }` of an interface is no value. */
function typeNames(source: ts.SourceFile): ReadonlySet<string> {
  const types = new Set<string>();
  for (const statement of source.statements) {
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) types.add(statement.name.text);
    if (ts.isImportDeclaration(statement)) importedTypes(statement).forEach((name) => types.add(name));
  }
  // A schema and its type often share a name.
  return types.difference(new Set(source.statements.flatMap(declaredNames)));
}

/** The values that a statement declares. */
function declaredNames(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
  }
  const isValue = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement);
  return isValue && statement.name ? [statement.name.text] : [];
}

function importedTypes({ importClause }: ts.ImportDeclaration): string[] {
  const bindings = importClause?.namedBindings;
  if (!bindings || !ts.isNamedImports(bindings)) return [];
  const onlyTypes = importClause.phaseModifier === ts.SyntaxKind.TypeKeyword;
  return bindings.elements.filter((element) => onlyTypes || element.isTypeOnly).map((element) => element.name.text);
}

function exportsOf(statement: ts.Statement, types: ReadonlySet<string>, source: ts.SourceFile): PageExport[] {
  const named = (name: string, node: ts.Node): PageExport => ({ name, ...positionAt(source, node.getStart(source)) });
  if (ts.isExportAssignment(statement)) return [named("default", statement)];
  if (ts.isExportDeclaration(statement)) {
    const clause = statement.exportClause;
    if (statement.isTypeOnly) return [];
    if (!clause) return [named("*", statement)];
    if (ts.isNamespaceExport(clause)) return [named(clause.name.text, clause)];
    return clause.elements
      .filter((element) => !element.isTypeOnly && !types.has((element.propertyName ?? element.name).text))
      .map((element) => named(element.name.text, element));
  }
  if (!hasModifier(statement, ts.SyntaxKind.ExportKeyword) || hasModifier(statement, ts.SyntaxKind.DeclareKeyword)) {
    return [];
  }
  if (hasModifier(statement, ts.SyntaxKind.DefaultKeyword)) return [named("default", statement)];
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) =>
      boundNames(name).map((text) => named(text, name))
    );
  }
  const isValue = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement);
  return isValue && statement.name ? [named(statement.name.text, statement.name)] : [];
}

function contractCallOf(source: ts.SourceFile): ContractCall | undefined {
  const callees = rallyNames(source);
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (!ts.isIdentifier(name) || name.text !== "contract" || !initializer) continue;
      if (!ts.isCallExpression(initializer) || !ts.isIdentifier(initializer.expression)) return undefined;
      const callee = callees.get(initializer.expression.text);
      return callee && readCall(initializer, callee, source);
    }
  }
  return undefined;
}

/** The local names of Rally's `page` and `layout`. */
function rallyNames(source: ts.SourceFile): Map<string, "page" | "layout"> {
  const names = new Map<string, "page" | "layout">();
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const bindings = statement.importClause?.namedBindings;
    if (statement.moduleSpecifier.text !== "@rally/rally" || !bindings || !ts.isNamedImports(bindings)) continue;
    for (const { name, propertyName } of bindings.elements) {
      const imported = (propertyName ?? name).text;
      if (imported === "page" || imported === "layout") names.set(name.text, imported);
    }
  }
  return names;
}

function readCall(call: ts.CallExpression, callee: "page" | "layout", source: ts.SourceFile): ContractCall {
  const [path, spec] = call.arguments;
  const position = positionAt(source, call.getStart(source));
  return {
    callee,
    path: path && ts.isStringLiteralLike(path) ? path.text : undefined,
    ...position,
    pathPosition: path ? positionAt(source, path.getStart(source)) : position,
    members: Object.fromEntries(membersOf(spec, "", source)),
  };
}

function membersOf(node: ts.Node | undefined, prefix: string, source: ts.SourceFile): [string, Position][] {
  if (!node || !ts.isObjectLiteralExpression(node)) return [];
  return node.properties.flatMap((property): [string, Position][] => {
    if (!property.name || ts.isComputedPropertyName(property.name) || ts.isPrivateIdentifier(property.name)) return [];
    const name = prefix + property.name.text;
    const inner = prefix === "" && ts.isPropertyAssignment(property) ? property.initializer : undefined;
    return [[name, positionAt(source, property.getStart(source))], ...membersOf(inner, `${name}.`, source)];
  });
}

function positionAt(source: ts.SourceFile, offset: number): Position {
  const { line, character } = source.getLineAndCharacterOfPosition(offset);
  return { line: line + 1, column: character + 1 };
}
