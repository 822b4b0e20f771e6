/**
 * The top-level names of a module and what each of them mentions. `import_chain.ts` follows them from a page's browser
 * exports to server code; it is read only when there is something to report.
 */
import ts from "typescript";
import { bareExpression, boundNames, exportName, hasModifier, parseModule } from "./parse_module.ts";

/** A name of another module. */
export interface ImportedName {
  readonly specifier: string;
  /** The exported name there; `*` for the whole module. */
  readonly name: string;
  /** Where the import stands. */
  readonly offset: number;
}

/** What a piece of code mentions. */
export interface Mentions {
  /** Identifiers, and `base.member` for members of an identifier, by the offset of the first mention. */
  readonly names: ReadonlyMap<string, number>;
  /** Modules that are imported by `import(…)`. */
  readonly imports: readonly ImportedName[];
}

/** One module by its top-level names. */
export interface ModuleNames {
  readonly declarations: ReadonlyMap<string, Mentions>;
  /** What runs whenever the module is evaluated: statements that declare nothing. */
  readonly effects: Mentions;
  /** Imported names by their local name. */
  readonly imports: ReadonlyMap<string, ImportedName>;
  /** Exported names: the local name, or the name of another module. */
  readonly exports: ReadonlyMap<string, string | ImportedName>;
  /** `export * from`. */
  readonly stars: readonly ImportedName[];
}

/** Reads a module's names, or gives `undefined` for one that does not parse. */
export function readModuleNames(file: string, text: string): ModuleNames | undefined {
  const source = parseModule(file, text);
  if (!source) return undefined;
  const reader = new NameReader(source);
  source.statements.forEach((statement) => reader.read(statement));
  return reader;
}

class NameReader implements ModuleNames {
  readonly declarations = new Map<string, Mentions>();
  readonly effects = { names: new Map<string, number>(), imports: new Array<ImportedName>() };
  readonly imports = new Map<string, ImportedName>();
  readonly exports = new Map<string, string | ImportedName>();
  readonly stars: ImportedName[] = [];
  readonly #source: ts.SourceFile;

  constructor(source: ts.SourceFile) {
    this.#source = source;
  }

  read(statement: ts.Statement): void {
    if (hasModifier(statement, ts.SyntaxKind.DeclareKeyword)) return;
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return;
    if (ts.isImportDeclaration(statement)) return this.#readImport(statement);
    if (ts.isExportDeclaration(statement)) return this.#readExport(statement);
    const exported = hasModifier(statement, ts.SyntaxKind.ExportKeyword);
    if (ts.isVariableStatement(statement)) {
      for (const declaration of statement.declarationList.declarations) {
        this.#declare(boundNames(declaration.name), declaration, exported);
      }
    } else if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
      const isDefault = hasModifier(statement, ts.SyntaxKind.DefaultKeyword);
      const name = statement.name?.text ?? "default";
      this.#declare([name], statement, exported && !isDefault);
      if (isDefault) this.exports.set("default", name);
    } else if (ts.isEnumDeclaration(statement)) {
      this.#declare([statement.name.text], statement, exported);
    } else if (ts.isExportAssignment(statement)) {
      this.#declare(["default"], statement, true);
    } else {
      this.#collect(statement, this.effects);
    }
  }

  #declare(names: readonly string[], node: ts.Node, exported: boolean): void {
    const mentions = { names: new Map<string, number>(), imports: [] };
    this.#collect(node, mentions);
    for (const name of names) {
      this.declarations.set(name, mentions);
      if (exported) this.exports.set(name, name);
    }
  }

  #readImport(statement: ts.ImportDeclaration): void {
    const { importClause, moduleSpecifier } = statement;
    if (!importClause || importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return;
    if (!ts.isStringLiteral(moduleSpecifier)) return;
    const from = { specifier: moduleSpecifier.text, offset: statement.getStart(this.#source) };
    if (importClause.name) this.imports.set(importClause.name.text, { ...from, name: "default" });
    const bindings = importClause.namedBindings;
    if (!bindings) return;
    if (ts.isNamespaceImport(bindings)) return void this.imports.set(bindings.name.text, { ...from, name: "*" });
    for (const { name, propertyName, isTypeOnly } of bindings.elements) {
      if (!isTypeOnly) this.imports.set(name.text, { ...from, name: exportName(propertyName ?? name) });
    }
  }

  #readExport(statement: ts.ExportDeclaration): void {
    if (statement.isTypeOnly) return;
    const { exportClause, moduleSpecifier } = statement;
    const from = moduleSpecifier && ts.isStringLiteral(moduleSpecifier)
      ? { specifier: moduleSpecifier.text, offset: statement.getStart(this.#source) }
      : undefined;
    if (!exportClause) {
      if (from) this.stars.push({ ...from, name: "*" });
    } else if (ts.isNamespaceExport(exportClause)) {
      if (from) this.exports.set(exportName(exportClause.name), { ...from, name: "*" });
    } else {
      for (const { name, propertyName, isTypeOnly } of exportClause.elements) {
        const local = exportName(propertyName ?? name);
        if (!isTypeOnly) this.exports.set(exportName(name), from ? { ...from, name: local } : local);
      }
    }
  }

  #collect(node: ts.Node, into: { names: Map<string, number>; imports: ImportedName[] }): void {
    const mention = (base: ts.Identifier, name: string, local: ReadonlySet<string>): void => {
      if (!local.has(base.text) && !into.names.has(name)) into.names.set(name, base.getStart(this.#source));
    };
    const visit = (child: ts.Node, local: ReadonlySet<string>): void => {
      if (ts.isTypeNode(child)) return;
      if (ts.isIdentifier(child)) return mention(child, child.text, local);
      if (ts.isPropertyAccessExpression(child)) {
        const base = bareExpression(child.expression);
        if (ts.isIdentifier(base)) return mention(base, `${base.text}.${child.name.text}`, local);
        return visit(child.expression, local);
      }
      if (ts.isPropertyAssignment(child) && !ts.isComputedPropertyName(child.name)) {
        return visit(child.initializer, local);
      }
      if (ts.isJsxAttribute(child)) return child.initializer && visit(child.initializer, local);
      if (isDynamicImport(child)) into.imports.push(...dynamicImport(child, this.#source));
      const names = ts.isFunctionLike(child) ? new Set([...local, ...localNames(child)]) : local;
      ts.forEachChild(child, (part) => visit(part, names));
    };
    visit(node, new Set());
  }
}

function isDynamicImport(node: ts.Node): node is ts.CallExpression {
  return ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
}

function dynamicImport(call: ts.CallExpression, source: ts.SourceFile): ImportedName[] {
  const [specifier] = call.arguments;
  if (!specifier || !ts.isStringLiteralLike(specifier)) return [];
  return [{ specifier: specifier.text, name: "*", offset: call.getStart(source) }];
}

/** The parameters of a function and every name declared in its body: inside it they hide the module's names. */
function localNames(node: ts.SignatureDeclaration): string[] {
  const names = node.parameters.flatMap(({ name }) => boundNames(name));
  const visit = (child: ts.Node): void => {
    if (ts.isVariableDeclaration(child)) names.push(...boundNames(child.name));
    if ((ts.isFunctionDeclaration(child) || ts.isClassDeclaration(child)) && child.name) names.push(child.name.text);
    if (!ts.isFunctionLike(child)) ts.forEachChild(child, visit);
  };
  ts.forEachChild(node, visit);
  return names;
}
