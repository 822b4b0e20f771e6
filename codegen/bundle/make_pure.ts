/**
 * Makes every top-level initialiser of a module pure, so that esbuild drops what the browser names do not use: `load`,
 * handlers, schemas and database code are never removed by name, they are simply unreferenced. The arrow around an
 * initialiser matters: a pure annotation on a call alone covers neither its arguments nor property reads.
 */
import ts from "typescript";
import { type LightContracts, lightenContracts } from "./light_contract.ts";
import { boundNames, hasModifier, parseModule } from "./parse_module.ts";
import { isQuiet, isQuietClass, isQuietEnum, topLevelAwait } from "./quiet.ts";
import { applySplices, type Position, positionAt, type Splice } from "./splice.ts";

/** A module as the browser build reads it. */
export interface PureModule {
  readonly original: string;
  readonly text: string;
  readonly splices: readonly Splice[];
  /** `import "./x.ts"` without names: app modules count as free of side effects, so such an import does nothing. */
  readonly bareImports: readonly { readonly specifier: string; readonly position: Position }[];
  /** The first top-level `await`. What it initialises stays in the bundle. */
  readonly topLevelAwait: Position | undefined;
}

/** Names of the server's globals: each is imported under its own name, so that a use that is left can be traced. */
export const serverGlobals: readonly string[] = ["Deno", "process"];

/** How the specifiers of those imports begin; the name and the importing file follow. */
export const globalPrefix = "rally-global:";

const open = "/* @__PURE__ */ (() => ";
const close = ")()";

/** How a module is made pure. */
export interface PureOptions {
  readonly contracts: LightContracts;
  /**
   * Leave the initialisers alone: for modules that are written for the browser's effects.
   * @default {false}
   */
  readonly keepEffects?: boolean;
}

/** Makes one module pure. A module that does not parse is given back unchanged. */
export function makePure(file: string, text: string, options: PureOptions): PureModule {
  const { contracts, keepEffects = false } = options;
  const source = parseModule(file, text);
  if (!source) return { original: text, text, splices: [], bareImports: [], topLevelAwait: undefined };
  const awaited = source.statements.map(topLevelAwait).find((node) => node !== undefined);
  const splices = [
    ...lightenContracts(source, contracts),
    ...(keepEffects ? [] : source.statements.flatMap((statement) => pureStatement(source, statement))),
    ...importServerGlobals(file, source),
  ];
  return {
    original: text,
    text: applySplices(text, splices),
    splices,
    bareImports: source.statements.flatMap((statement) => bareImport(source, statement)),
    topLevelAwait: awaited && positionAt(text, awaited.getStart(source)),
  };
}

function pureStatement(source: ts.SourceFile, statement: ts.Statement): Splice[] {
  if (hasModifier(statement, ts.SyntaxKind.DeclareKeyword) || topLevelAwait(statement)) return [];
  if (ts.isVariableStatement(statement)) {
    const { declarationList } = statement;
    // `using` asks for its side effect by its very meaning.
    if ((declarationList.flags & ts.NodeFlags.Using) === ts.NodeFlags.Using) return [];
    return declarationList.declarations.flatMap((declaration) => pureDeclaration(source, declaration));
  }
  if (ts.isExportAssignment(statement)) {
    const { expression } = statement;
    return isQuiet(expression) || ts.isIdentifier(expression) ? [] : wrap(source, expression);
  }
  if (ts.isClassDeclaration(statement)) return isQuietClass(statement) ? [] : pureNamed(source, statement);
  if (ts.isEnumDeclaration(statement)) return isQuietEnum(statement) ? [] : pureNamed(source, statement);
  return [];
}

function pureDeclaration(source: ts.SourceFile, declaration: ts.VariableDeclaration): Splice[] {
  const { name, initializer } = declaration;
  if (initializer === undefined) return [];
  if (ts.isIdentifier(name)) return isQuiet(initializer) ? [] : wrap(source, initializer);
  const [start, end] = [declaration.getStart(source), declaration.end];
  const whole = `rally$${start}`;
  const names = boundNames(name);
  const parts = names.map((part) => `, ${part} = ${open}${whole}.${part}${close}`).join("");
  return [
    { start, end: start, text: `${whole} = ${open}{ const ` },
    { start: end, end, text: `; return { ${names.join(", ")} }; }${close}${parts}` },
  ];
}

/** `export class A extends B {}` becomes `export const A = (() => { class A extends B {} return A; })();`. */
function pureNamed(source: ts.SourceFile, statement: ts.ClassDeclaration | ts.EnumDeclaration): Splice[] {
  const [start, end] = [statement.getStart(source), statement.end];
  const modifiers = (ts.getModifiers(statement) ?? [])
    .filter(({ kind }) => kind === ts.SyntaxKind.ExportKeyword || kind === ts.SyntaxKind.DefaultKeyword)
    .map((modifier) => ({ start: modifier.getStart(source), end: modifier.end, text: "" }));
  const isDefault = hasModifier(statement, ts.SyntaxKind.DefaultKeyword);
  const name = statement.name?.text;
  if (name === undefined) {
    return [
      { start, end: start, text: `export default ${open}(` },
      ...modifiers,
      { start: end, end, text: `)${close};` },
    ];
  }
  const exported = modifiers.length > 0 && !isDefault ? "export " : "";
  const asDefault = isDefault ? ` export { ${name} as default };` : "";
  return [
    { start, end: start, text: `${exported}const ${name} = ${open}{ ` },
    ...modifiers,
    { start: end, end, text: ` return ${name}; }${close};${asDefault}` },
  ];
}

function wrap(source: ts.SourceFile, expression: ts.Expression): Splice[] {
  const [start, end] = [expression.getStart(source), expression.end];
  return [{ start, end: start, text: `${open}(` }, { start: end, end, text: `)${close}` }];
}

function bareImport(source: ts.SourceFile, statement: ts.Statement): PureModule["bareImports"] {
  if (!ts.isImportDeclaration(statement) || statement.importClause) return [];
  if (!ts.isStringLiteral(statement.moduleSpecifier)) return [];
  const position = positionAt(source.text, statement.getStart(source));
  return [{ specifier: statement.moduleSpecifier.text, position }];
}

/**
 * Imports for `Deno` and `process` behind the last line. Whether a use is shadowed, a type, or dropped is then esbuild's
 * finding: an import that nothing uses leaves no trace.
 */
function importServerGlobals(file: string, source: ts.SourceFile): Splice[] {
  const mentioned = serverGlobals.filter((name) => source.text.includes(name));
  if (mentioned.length === 0) return [];
  const declared = new Set(source.statements.flatMap(declaredNames));
  const { length } = source.text;
  return mentioned.filter((name) => !declared.has(name)).map((name) => ({
    start: length,
    end: length,
    text: `\nimport { ${name} } from ${JSON.stringify(`${globalPrefix}${name}:${file}`)};`,
  }));
}

function declaredNames(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
  }
  if (ts.isImportDeclaration(statement)) return importedNames(statement);
  const isNamed = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement) || ts.isModuleDeclaration(statement);
  return isNamed && statement.name ? [statement.name.text] : [];
}

function importedNames({ importClause }: ts.ImportDeclaration): string[] {
  const names = importClause?.name ? [importClause.name.text] : [];
  const bindings = importClause?.namedBindings;
  if (!bindings) return names;
  if (ts.isNamespaceImport(bindings)) return [...names, bindings.name.text];
  return [...names, ...bindings.elements.map(({ name }) => name.text)];
}
