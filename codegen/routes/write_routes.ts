/**
 * Writes `generated/routes.ts`: a function for the address of each page, typed by its contract.
 */
import type { GeneratedFile } from "../files.ts";
import { headerOf } from "../header.ts";
import { call, keyOf, lineWidth, objectOf, printCode, printImport, quote } from "../print_code.ts";
import type { ContractInfo, LinkField } from "../wire/contract_info.ts";
import type { Shape } from "../../runtime/wire/shape.ts";
import { hrefName } from "./href_name.ts";
import type { PagePart } from "./scan.ts";

/** Where the links are generated. */
export const routesFile = "generated/routes.ts";

/** The file. Pages whose line would be too long get types of their own. */
export function writeRoutes(contracts: readonly ContractInfo[]): GeneratedFile {
  const pages = contracts.filter(({ kind }) => kind === "page");
  const links = pages.map(linkOf);
  const aliases = links.flatMap((link) => link.aliases);
  const needsLink = pages.some(({ link }) => link.params.length + link.query.length > 0);
  const text = [
    headerOf("app/pages"),
    needsLink ? printImport(["link"], "@rally/rally/wire") : "",
    aliases.map((text) => `\n${text}`).join(""),
    "\n/** The address of each page. */\n",
    links.length === 0
      ? "export const href = {};\n"
      : `export const href = {\n${links.map(({ method }) => method).join("\n")}};\n`,
  ].join("");
  return { path: routesFile, text };
}

/**
 * The same names without types, for the time in which the contracts cannot be read because they need this file: a page
 * that imports `href` must be importable before its links are known.
 */
export function writePreliminaryRoutes(parts: readonly PagePart[]): GeneratedFile {
  const lines = parts
    .filter(({ kind }) => kind === "page")
    .map(({ id, path }) =>
      `  ${keyOf(hrefName(id))}: (params?: LinkValues, query?: LinkValues) => link(${quote(path)}, params, query),\n`
    );
  const text = `${headerOf("app/pages, for the time being")}import { link, type LinkValues } from "@rally/rally/wire";

export const href = {
${lines.join("")}};
`;
  return { path: routesFile, text };
}

interface Link {
  /** The function, with its comment, as a member of `href`. */
  readonly method: string;
  readonly aliases: readonly string[];
}

/** Parameters come first even where there are none, so that a page that gains one keeps the place of its query. */
function linkOf({ id, file, path, link: { params, query } }: ContractInfo): Link {
  const name = keyOf(hrefName(id));
  const typeName = `${hrefName(id)[0]!.toUpperCase()}${hrefName(id).slice(1)}`;
  const queryMark = query.every(({ optional }) => optional) ? "?" : "";
  const paramsMark = params.length === 0 && queryMark ? "?" : "";
  const head = (paramsType: string, queryType: string) => {
    const parameters = [
      ...(params.length + query.length ? [`params${paramsMark}: ${params.length ? paramsType : noParams}`] : []),
      ...(query.length ? [`query${queryMark}: ${queryType}`] : []),
    ];
    const flat = `  ${name}(${parameters.join(", ")}): string {\n`;
    return { flat, broken: `  ${name}(\n${parameters.map((text) => `    ${text},\n`).join("")}  ): string {\n` };
  };
  const inline = head(inlineType(params, required), inlineType(query));
  const fits = inline.flat.length <= lineWidth + 1;
  const aliases = fits ? [] : [
    ...aliasOf(`${typeName}Params`, { fields: params, comment: `The parameters of ${path}.`, change: required }),
    ...aliasOf(`${typeName}Query`, { fields: query, comment: `The query of ${path}.` }),
  ];
  const defaults = query.flatMap(({ name, missing }) =>
    missing === undefined ? [] : [[name, literal(missing)] as const]
  );
  const args = query.length ? ["params", "query"] : params.length ? ["params"] : [];
  const last = defaults.length ? [objectOf(defaults)] : [];
  const value = args.length ? call("link", quote(path), ...args, ...last) : quote(path);
  const body = `    return ${printCode(value, { indent: 4, column: "    return ".length, after: 1 })};\n`;
  const named = head(`${typeName}Params`, `${typeName}Query`);
  const signature = fits ? inline.flat : named.flat.length <= lineWidth + 1 ? named.flat : named.broken;
  return { method: `  /** ${file} */\n${signature}${body}  },\n`, aliases };
}

/** The type of `{}`. */
const noParams = "Record<string, never>";

/** A path has all its parts: a default of the schema is of no use in a link. */
export function required(field: LinkField): LinkField {
  return { ...field, optional: false };
}

/** The parameters of an address as an object type on one line. */
export function inlineType(fields: readonly LinkField[], change = (field: LinkField) => field): string {
  return `{ ${
    fields.map(change).map((field) => `${fieldHead(field)}: ${typesOf(field.shape).join(" | ")}`).join("; ")
  } }`;
}

interface AliasOptions {
  readonly fields: readonly LinkField[];
  readonly comment: string;
  change?(field: LinkField): LinkField;
}

function aliasOf(name: string, { fields, comment, change = (field) => field }: AliasOptions): string[] {
  if (fields.length === 0) return [];
  const lines = fields.map(change).map((field) => {
    const head = `  ${fieldHead(field)}:`;
    const types = typesOf(field.shape);
    const flat = `${head} ${types.join(" | ")};\n`;
    return flat.length <= lineWidth + 1 ? flat : `${head}\n${types.map((type) => `    | ${type}`).join("\n")};\n`;
  });
  // No interface: `link` takes a record, which only a type alias fits.
  return [`/** ${comment} */\nexport type ${name} = {\n${lines.join("")}};\n`];
}

function fieldHead({ name, optional }: LinkField): string {
  return `${keyOf(name)}${optional ? "?" : ""}`;
}

function literal(value: string | number | boolean | bigint): string {
  if (typeof value === "string") return quote(value);
  return typeof value === "bigint" ? `${value}n` : String(value);
}

/** The members of the union type of a leaf, or the type of a list. */
function typesOf(shape: Shape): string[] {
  switch (shape.type) {
    case "literal":
      return shape.values.map((value) => typeof value === "string" ? quote(value) : String(value));
    case "date":
      return ["Date"];
    case "array": {
      const items = typesOf(shape.item);
      return [items.length > 1 ? `readonly (${items.join(" | ")})[]` : `readonly ${items[0]}[]`];
    }
    case "optional":
    case "nullable":
      return typesOf(shape.inner);
    case "union":
      return [...new Set(shape.members.flatMap(typesOf))];
    case "string":
    case "number":
    case "boolean":
    case "bigint":
      return [shape.type];
    default:
      throw new Error(`A parameter of type ${shape.type} came through the check of the contracts`);
  }
}
