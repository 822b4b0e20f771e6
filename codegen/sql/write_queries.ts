/**
 * Writes the `queries.ts` of one `sql/` folder: for each query the row, the parameters and the function.
 */
import type { GeneratedFile } from "../files.ts";
import { headerOf } from "../header.ts";
import { lineWidth, printImport } from "../print_code.ts";
import type { Field, KnownType, QueryModel } from "./check.ts";
import { writeAccess } from "./write_access.ts";
import { layConstant, layDoc, layList, layProperty, layText } from "./layout.ts";
import { quote, spell, type Spelling, spellParameter, template } from "./type_script.ts";

/** Writes the file of a folder (without a slash at its end) for its queries, in the order of their functions. */
export function writeQueries(folder: string, models: readonly QueryModel[]): GeneratedFile {
  const values = new ValueNames(models);
  const used = new Set<string>();
  const use = (name: string) => (used.add(name), name);
  const parts = models.flatMap((model) => {
    const sharing = models.filter(({ rowName }) => rowName === model.rowName);
    const returning = sharing[0] === model ? sharing.map(({ name }) => name) : [];
    return writeQuery({ model, returning, values, use });
  });
  const sources = [...new Set(models.map(({ query }) => query.source.path))];
  const header = headerOf(sources.length === 1 ? sources[0] : `${folder}/*.sql`);
  const lines = [...values.declarations(), ...parts];
  return {
    path: `${folder}/queries.ts`,
    text: `${header}${writeImports([...used])}${writeSchemaImports(models)}\n${lines.join("\n").trimEnd()}\n`,
  };
}

/** All names that the functions of these queries declare; a file may have each of them once. */
export function namesOf({ name, typeName, columns, parameters, query }: QueryModel): string[] {
  const names = [name, `${name}Query`];
  // A shared row type is declared by several.
  if (columns.length > 0 && query.returns === undefined) names.push(`${typeName}Row`);
  if (parameters.length > 0) names.push(`${typeName}Params`);
  return names;
}

/** What one query is written with. */
interface Writing {
  readonly model: QueryModel;
  /** The functions that return its row type, told by the first of them. */
  readonly returning: readonly string[];
  readonly values: ValueNames;
  /** Notes that a name is imported. */
  use(name: string): string;
}

/** The types that queries.ts may import. */
export const IMPORTED_TYPES = ["Changes", "Query", "Reader", "Writer"];

function writeImports(names: readonly string[]): string {
  const types = names.filter((name) => IMPORTED_TYPES.includes(name));
  const values = names.filter((name) => name !== "z" && !IMPORTED_TYPES.includes(name));
  return [
    printImport(types.map((name) => `type ${name}`), "@rally/rally/db"),
    ...(values.length > 0 ? [printImport(values, "@rally/rally/db")] : []),
    ...(names.includes("z") ? [printImport(["z"], "zod")] : []),
  ].join("");
}

/** The schemas of JSON columns; their paths are seen from the queries' own folder. */
function writeSchemaImports(models: readonly QueryModel[]): string {
  const fields = models.flatMap(({ columns, parameters }) => [...columns, ...parameters]);
  const schemas = fields.flatMap(({ type }) => type.kind === "json" ? [type] : []);
  return [...Map.groupBy(schemas, ({ path }) => path)].sort(([left], [right]) => left < right ? -1 : 1)
    .map(([path, own]) => printImport([...new Set(own.map(({ name }) => name))].sort(), path)).join("");
}

function writeQuery(writing: Writing): string[] {
  const { query } = writing.model;
  return [
    ...writeRow(writing),
    ...writeParams(writing),
    ...writeStatement(writing),
    "",
    ...layDoc(query.doc.length > 0 ? query.doc : [`The query \`${query.name}\` of \`${query.source.path}\`.`]),
    ...writeFunction(writing),
    "",
  ];
}

function writeRow({ model: { rowName, columns }, returning, values, use }: Writing): string[] {
  if (columns.length === 0 || returning.length === 0) return [];
  const spelled = columns.map((field) => ({ field, spelling: spell(field.type, values.of(field)) }));
  return [
    ...layDoc([`A row of ${returning.map((name) => `{@linkcode ${name}}`).join(", ")}.`]),
    `export interface ${rowName} {`,
    ...spelled.flatMap(({ field, spelling }) => layField(field, spelling)),
    "}",
    "",
    ...layDoc([`The schema of {@linkcode ${rowName}}.`]),
    `export const ${rowName} = ${use("z")}.object({`,
    ...spelled.map(({ field, spelling }) =>
      `  ${field.property}: ${spelling.schema}${field.nullable ? ".nullable()" : ""},`
    ),
    "});",
    "",
  ];
}

function writeParams({ model: { name, typeName, parameters, cardinality }, values, use }: Writing): string[] {
  if (parameters.length === 0) return [];
  if (parameters.some(({ type }) => type.kind === "json")) use("z");
  return [
    ...layDoc([`What {@linkcode ${name}} takes${cardinality === "each" ? ", for each item" : ""}.`]),
    `export interface ${typeName}Params {`,
    ...parameters.flatMap((field) => layField(field, spellParameter(field.type, values.of(field)))),
    "}",
    "",
  ];
}

function layField({ property, type, nullable, isList }: Field, spelling: Spelling): string[] {
  if (isList) return layProperty(property, [`readonly ${isUnion(type) ? `(${spelling.type})` : spelling.type}[]`]);
  const members = type.kind === "text" && type.values !== undefined ? type.values.map(quote) : [spelling.type];
  return layProperty(property, nullable ? [...members, "null"] : members);
}

function writeStatement({ model, values, use }: Writing): string[] {
  const { name, rowName, sql, columns, query, access } = model;
  const row = columns.length > 0
    ? [
      "  row: (values) => ({",
      ...columns.flatMap((field, at) => {
        const { helper } = spell(field.type, values.of(field));
        const call = use(`read${helper}${field.nullable ? "OrNull" : ""}`);
        const items = [`values[${at}]`, ...valuesOf(field, values), quote(name), quote(field.label)];
        return layList({ before: `    ${field.property}: ${call}(`, items, after: ")," });
      }),
      "  }),",
    ]
    : [`  row: ${use("noRow")},`];
  return [
    ...layConstant(`const ${name}Query: ${use("Query")}`, columns.length > 0 ? rowName : "never"),
    `  name: ${quote(name)},`,
    ...(query.slow === undefined ? [] : ["  slow: true,"]),
    ...layText("  sql:", `${template(sql)},`),
    ...row,
    ...writeAccess(access),
    "};",
  ];
}

function writeFunction(writing: Writing): string[] {
  const { model, use } = writing;
  const { name, typeName, writes, parameters, cardinality } = model;
  const args = [`db: ${use(writes ? "Writer" : "Reader")}`];
  if (cardinality === "each") args.push(`items: readonly ${typeName}Params[]`);
  else if (parameters.length > 0) args.push(`params: ${typeName}Params`);
  return [
    ...layList({
      before: `export ${isAsync(model) ? "async " : ""}function ${name}(`,
      items: args,
      after: `): Promise<${answerType(writing)}> {`,
    }),
    ...writeBody(writing),
    "}",
  ];
}

/**
 * Whether the answer is looked at before it is given. Where it is not, the promise is the query's own: a second promise
 * would cost a tenth of a get by key.
 */
function isAsync({ cardinality, single }: QueryModel): boolean {
  return cardinality === "one" || (cardinality === "optional" && !single);
}

function answerType({ model: { rowName, cardinality, columns }, use }: Writing): string {
  switch (cardinality) {
    case "many":
      return `${rowName}[]`;
    case "optional":
      return `${rowName} | undefined`;
    case "one":
      return rowName;
    case "exec":
      return use("Changes");
    case "each":
      return columns.length > 0 ? `${rowName}[]` : use("Changes");
    default:
      return cardinality satisfies never;
  }
}

/**
 * The values are given as a function, which says that they are bound. They stand in the call where the line allows it, and
 * in a constant of their own otherwise.
 */
function writeBody(writing: Writing): string[] {
  const bound = writing.model.parameters.map((field) => bindCall(field, writing));
  const calls = (indent: string) =>
    bound.flatMap(({ before, items }) => layList({ before: `${indent}${before}`, items, after: ")," }));
  if (writing.model.cardinality === "each") {
    return [
      ...writeItems(`${writing.use("bindEach")}(`, quote(writing.model.name), calls),
      ...writeReturn(writing, "values"),
    ];
  }
  const lead = bound.length > 0 ? "() => " : "";
  const short = writeReturn(
    writing,
    `${lead}[${bound.map(({ before, items }) => `${before}${items.join(", ")})`).join(", ")}]`,
  );
  if (bound.length <= 3 && short.length === 1 && !short[0].includes("\n")) return short;
  return [
    `  const values = ${lead}[`,
    ...calls("    "),
    "  ];",
    ...writeReturn(writing, "values"),
  ];
}

/** The constant with the values of all items. */
function writeItems(call: string, name: string, calls: (indent: string) => string[]): string[] {
  const start = "  const values = () =>";
  const short = `    ${call}${name}, items, (params) => [`;
  if (short.length <= lineWidth) return [start, short, ...calls("      "), "    ]);"];
  const args = [`${name},`, "items,", "(params) => ["].map((arg) => `      ${arg}`);
  return [start, `    ${call}`, ...args, ...calls("        "), "      ],", "    );"];
}

function bindCall(field: Field, { model, values, use }: Writing): { before: string; items: string[] } {
  const { helper } = spell(field.type, values.of(field));
  const call = use(`bind${helper}${field.nullable ? "OrNull" : ""}`);
  if (field.isList) {
    const item = [...["value"], ...valuesOf(field, values), quote(model.name), quote(field.label)].join(", ");
    return {
      before: `${use("bindList")}(`,
      items: [`params.${field.property}`, `(value) => ${call}(${item})`, quote(model.name), quote(field.label)],
    };
  }
  return {
    before: `${call}(`,
    items: [`params.${field.property}`, ...valuesOf(field, values), quote(model.name), quote(field.label)],
  };
}

function writeReturn({ model, use }: Writing, values: string): string[] {
  const { name, cardinality, single, columns } = model;
  const arg = `${name}Query, ${values}`;
  const counted = (helper: string) =>
    layList({ before: `  return ${use(helper)}(`, items: [`await db.all(${arg})`, quote(name)], after: ");" });
  switch (cardinality) {
    case "many":
      return layList({ before: "  return db.all(", items: [`${name}Query`, values], after: ");" });
    case "optional":
      if (!single) return counted("atMostOne");
      return layList({ before: "  return db.first(", items: [`${name}Query`, values], after: ");" });
    case "one":
      return counted("exactlyOne");
    case "exec":
      return layList({ before: "  return db.run(", items: [`${name}Query`, values], after: ");" });
    case "each": {
      const before = `  return db.${columns.length > 0 ? "allEach" : "runEach"}(`;
      return layList({ before, items: [`${name}Query`, values], after: ");" });
    }
    default:
      return cardinality satisfies never;
  }
}

function valuesOf(field: Field, values: ValueNames): string[] {
  if (field.type.kind === "json") return [field.type.name];
  return isUnion(field.type) ? [values.of(field)] : [];
}

function isUnion(type: KnownType): boolean {
  return type.kind === "text" && type.values !== undefined;
}

/** The constants that hold the texts of unions: one for each set of texts, named after the first column that has it. */
class ValueNames {
  readonly #names = new Map<string, string>();

  constructor(models: readonly QueryModel[]) {
    const taken = new Set(models.flatMap(namesOf));
    for (const { columns, parameters } of models) {
      for (const { type, property } of [...columns, ...parameters]) {
        if (type.kind !== "text" || type.values === undefined || this.#names.has(keyOf(type))) continue;
        let name = `${property}Values`;
        for (let next = 2; taken.has(name); next++) name = `${property}Values${next}`;
        taken.add(name);
        this.#names.set(keyOf(type), name);
      }
    }
  }

  of({ type }: Field): string {
    return this.#names.get(keyOf(type)) ?? "";
  }

  declarations(): string[] {
    return [...this.#names].flatMap(([key, name]) => {
      const items = (JSON.parse(key) as string[]).map(quote);
      return [...layList({ before: `const ${name} = [`, items, after: "] as const;" }), ""];
    });
  }
}

function keyOf(type: KnownType): string {
  return type.kind === "text" ? JSON.stringify(type.values ?? null) : "";
}
