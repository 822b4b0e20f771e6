/**
 * The top-level declarations of a page file by name, each with its text and the names that it mentions, types included.
 * `server_half.ts` and `model_text.ts` follow them from one name to the next.
 */
import ts from "typescript";
import { boundNames, exportName, hasModifier, parseModule } from "../bundle/parse_module.ts";

/** One top-level statement. */
export interface Declaration {
  /** Without the comments around it. */
  readonly text: string;
  readonly isType: boolean;
  readonly exported: boolean;
  /** Every identifier in it: more than it refers to, never less. */
  readonly mentions: ReadonlySet<string>;
}

/** A module's declarations by name; statements that declare nothing have the name `""` and a number. */
export function readDeclarations(file: string, text: string): Map<string, Declaration> | undefined {
  const source = parseModule(file, text);
  if (!source) return undefined;
  const found = new Map<string, Declaration>();
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) {
      for (const [name, declaration] of importsOf(statement)) found.set(name, declaration);
      continue;
    }
    const declaration = {
      text: statement.getText(source),
      isType: ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement),
      exported: hasModifier(statement, ts.SyntaxKind.ExportKeyword),
      mentions: mentionsIn(statement),
    };
    const names = namesOf(statement);
    for (const name of names.length > 0 ? names : [`#${found.size}`]) {
      // `const Game = z.object(…)` and `type Game = z.infer<typeof Game>` share their name.
      found.set(declaration.isType ? `type ${name}` : name, declaration);
    }
  }
  return found;
}

/** The declarations that are reached from some of them, in the order of the file. */
export function reachedFrom(all: ReadonlyMap<string, Declaration>, starts: readonly string[]): Declaration[] {
  // A set visits what is added to it while it is read.
  const names = new Set(starts);
  for (const name of names) {
    for (const mentioned of all.get(name)?.mentions ?? []) {
      for (const candidate of [mentioned, `type ${mentioned}`]) if (all.has(candidate)) names.add(candidate);
    }
  }
  return [...new Set([...all].filter(([name]) => names.has(name)).map(([, declaration]) => declaration))];
}

function importsOf(statement: ts.ImportDeclaration): [string, Declaration][] {
  const { importClause, moduleSpecifier } = statement;
  const from = ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : "";
  const declared = (name: string, imported: string): [string, Declaration] => [
    name,
    { text: `import ${imported} from ${from}`, isType: false, exported: false, mentions: new Set() },
  ];
  if (!importClause) return [declared(`#${from}`, "")];
  const names = importClause.name ? [declared(importClause.name.text, "default")] : [];
  const bindings = importClause.namedBindings;
  if (!bindings) return names;
  if (ts.isNamespaceImport(bindings)) return [...names, declared(bindings.name.text, "*")];
  return [
    ...names,
    ...bindings.elements.map(({ name, propertyName }) => declared(name.text, exportName(propertyName ?? name))),
  ];
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
  }
  const isNamed = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement) || ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
  return isNamed && statement.name ? [statement.name.text] : [];
}

function mentionsIn(statement: ts.Statement): Set<string> {
  const mentions = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) mentions.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(statement);
  return mentions;
}
