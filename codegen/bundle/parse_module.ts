/**
 * Reads TypeScript into an AST, for the transforms and the boundary check of this folder.
 */
import ts from "typescript";

/** The AST of a module, or `undefined` when it does not parse: esbuild then reports the mistake on the same text. */
export function parseModule(file: string, text: string): ts.SourceFile | undefined {
  // `parseDiagnostics` is not in the public type, but it is the only list that a parse without a program gives.
  const source: ts.SourceFile & { readonly parseDiagnostics?: readonly unknown[] } = ts.createSourceFile(
    file,
    text,
    ts.ScriptTarget.ESNext,
    false,
    scriptKind(file),
  );
  return source.parseDiagnostics?.length ? undefined : source;
}

/** The names that a declaration's left side binds, patterns included. */
export function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => ts.isOmittedExpression(element) ? [] : boundNames(element.name));
}

/** Whether a statement carries a modifier such as `export`, `default` or `declare`. */
export function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((modifier) => modifier.kind === kind);
}

/** Strips parentheses and type assertions. */
export function bareExpression(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node) ||
      ts.isNonNullExpression(node) || ts.isTypeAssertionExpression(node)
    ? bareExpression(node.expression)
    : node;
}

/** The name that an import or export clause says, also for `export { x as "some-name" }`. */
export function exportName(name: ts.ModuleExportName): string {
  return name.text;
}

/** In which of its languages TypeScript reads a file. */
export function scriptKind(file: string): ts.ScriptKind {
  if (/\.[cm]?ts$/.test(file)) return ts.ScriptKind.TS;
  return /\.[cm]?js$/.test(file) ? ts.ScriptKind.JS : ts.ScriptKind.TSX;
}
