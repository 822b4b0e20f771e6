/**
 * Takes the schemas out of `page()`, `layout()`, `topic()` and `browserFunction()` for the browser: their second
 * argument becomes a light object, so that `calls(contract)` and `on(topic(…))` work without a byte of zod and without a
 * server function.
 */
import ts from "typescript";
import type { Splice } from "./splice.ts";

/** What a build knows of the app's contracts. */
export interface LightContracts {
  /** Whether an import specifier means `@rally/rally`. */
  isRally(specifier: string): boolean;
  /**
   * The light second argument of a page or layout as source text, or `undefined` for one that the build does not know.
   *
   * @param path The first argument when it is a literal.
   */
  spec(kind: "page" | "layout", path: string | undefined): string | undefined;
}

type Constructor = "page" | "layout" | "topic" | "browserFunction";

/** The splices that make every contract and topic of a module light. */
export function lightenContracts(source: ts.SourceFile, contracts: LightContracts): Splice[] {
  const names = rallyNames(source, contracts);
  if (names.direct.size === 0 && names.namespaces.size === 0) return [];
  const splices: Splice[] = [];
  const visit = (node: ts.Node): void => {
    const lightened = ts.isCallExpression(node) ? lightArguments(node, names, contracts) : [];
    if (lightened.length === 0) return ts.forEachChild(node, visit);
    for (const argument of lightened) {
      const [start, end] = [argument.node.getStart(source), argument.node.end];
      const lines = source.text.slice(start, end).split("\n").length - 1;
      splices.push({ start, end, text: argument.text + "\n".repeat(lines) });
    }
  };
  visit(source);
  return splices;
}

interface RallyNames {
  /** Local names of the constructors. */
  readonly direct: ReadonlyMap<string, Constructor>;
  /** Local names of `import * as`. */
  readonly namespaces: ReadonlySet<string>;
}

function rallyNames(source: ts.SourceFile, contracts: LightContracts): RallyNames {
  const direct = new Map<string, Constructor>();
  const namespaces = new Set<string>();
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const bindings = statement.importClause?.namedBindings;
    if (!bindings || !contracts.isRally(statement.moduleSpecifier.text)) continue;
    if (ts.isNamespaceImport(bindings)) {
      namespaces.add(bindings.name.text);
      continue;
    }
    for (const { name, propertyName } of bindings.elements) {
      const imported = (propertyName ?? name).text;
      if (isConstructor(imported)) direct.set(name.text, imported);
    }
  }
  return { direct, namespaces };
}

function lightArguments(
  call: ts.CallExpression,
  names: RallyNames,
  contracts: LightContracts,
): { node: ts.Expression; text: string }[] {
  const [path, node, next] = call.arguments;
  const constructor = constructorOf(call.expression, names);
  if (constructor === undefined || node === undefined) return [];
  if (constructor === "browserFunction") return next ? [{ node, text: "null" }, { node: next, text: "null" }] : [];
  const literal = ts.isStringLiteralLike(path) ? path.text : undefined;
  const text = constructor === "topic" ? "{}" : contracts.spec(constructor, literal);
  return text === undefined ? [] : [{ node, text }];
}

function constructorOf(callee: ts.Expression, names: RallyNames): Constructor | undefined {
  if (ts.isIdentifier(callee)) return names.direct.get(callee.text);
  if (!ts.isPropertyAccessExpression(callee) || !ts.isIdentifier(callee.expression)) return undefined;
  const name = callee.name.text;
  return names.namespaces.has(callee.expression.text) && isConstructor(name) ? name : undefined;
}

function isConstructor(name: string): name is Constructor {
  return name === "page" || name === "layout" || name === "topic" || name === "browserFunction";
}
