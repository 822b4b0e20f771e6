/**
 * Tells which top-level code does nothing but make a value. `make_pure.ts` wraps everything else.
 */
import ts from "typescript";
import { bareExpression } from "./parse_module.ts";

/** Whether evaluating the expression can neither run foreign code nor read a name. */
export function isQuiet(expression: ts.Expression): boolean {
  const node = bareExpression(expression);
  if (ts.isLiteralExpression(node) || ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return true;
  if (ts.isPrefixUnaryExpression(node)) return ts.isLiteralExpression(node.operand);
  if (ts.isArrayLiteralExpression(node)) return node.elements.every(isQuiet);
  if (ts.isObjectLiteralExpression(node)) return node.properties.every(isQuietProperty);
  if (ts.isClassExpression(node)) return isQuietClass(node);
  return node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword ||
    node.kind === ts.SyntaxKind.NullKeyword || ts.isIdentifier(node) && node.text === "undefined";
}

/** Whether evaluating a class declaration runs nothing: no base class, decorator, static value or computed name. */
export function isQuietClass(node: ts.ClassLikeDeclaration): boolean {
  const extendsClass = (node.heritageClauses ?? []).some(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
  return !extendsClass && !ts.getDecorators(node)?.length && node.members.every(isQuietMember);
}

/** Whether an enum is made of literals and of its own members, which esbuild knows to be pure. */
export function isQuietEnum(node: ts.EnumDeclaration): boolean {
  const own = new Set(node.members.map(({ name }) => ts.isIdentifier(name) ? name.text : ""));
  const isConstant = (value: ts.Expression): boolean => {
    const inner = bareExpression(value);
    if (ts.isIdentifier(inner)) return own.has(inner.text);
    if (ts.isPrefixUnaryExpression(inner)) return isConstant(inner.operand);
    if (ts.isBinaryExpression(inner)) return isConstant(inner.left) && isConstant(inner.right);
    return ts.isLiteralExpression(inner);
  };
  return node.members.every(({ initializer }) => initializer === undefined || isConstant(initializer));
}

/**
 * The first `await` that runs while the module is evaluated, `for await` and `await using` included. What stands inside
 * a function does not run then.
 */
export function topLevelAwait(node: ts.Node): ts.Node | undefined {
  if (ts.isAwaitExpression(node) || ts.isForOfStatement(node) && node.awaitModifier) return node;
  // AwaitUsing shares its bits with Const and Using, so the flag must be compared whole.
  if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.AwaitUsing) {
    return node;
  }
  if (ts.isFunctionLike(node) || ts.isTypeNode(node)) return undefined;
  return ts.forEachChild(node, topLevelAwait);
}

function isQuietProperty(property: ts.ObjectLiteralElementLike): boolean {
  if (property.name && ts.isComputedPropertyName(property.name)) return false;
  if (ts.isPropertyAssignment(property)) return isQuiet(property.initializer);
  return ts.isMethodDeclaration(property) || ts.isAccessor(property);
}

function isQuietMember(member: ts.ClassElement): boolean {
  if (ts.isClassStaticBlockDeclaration(member)) return false;
  if (ts.canHaveDecorators(member) && ts.getDecorators(member)?.length) return false;
  if (member.name && ts.isComputedPropertyName(member.name)) return false;
  if (!ts.isPropertyDeclaration(member) || member.initializer === undefined) return true;
  const isStatic = (ts.getModifiers(member) ?? []).some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
  return !isStatic || isQuiet(member.initializer);
}
