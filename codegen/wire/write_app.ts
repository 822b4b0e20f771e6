/**
 * Writes `generated/app.ts`: the table from which the server serves the app.
 */
import type { GeneratedFile } from "../files.ts";
import { headerOf } from "../header.ts";
import { arrayOf, type Code, objectOf, printDeclaration, printImport, quote } from "../print_code.ts";
import type { Endpoint } from "../routes/scan_endpoints.ts";
import type { ContractInfo, FunctionInfo, TopicInfo } from "./contract_info.ts";
import { functionCodecsFile } from "./write_functions.ts";
import { topicCodecsFile } from "./write_topics.ts";
import { wireFileOf } from "./write_wire.ts";

/** What the table is made from. */
export interface AppInfo {
  /** The ids of the layouts around each part, outermost first, by its file. */
  readonly layouts: ReadonlyMap<string, readonly string[]>;
  readonly contracts: readonly ContractInfo[];
  readonly endpoints: readonly Endpoint[];
  readonly topics: readonly TopicInfo[];
  readonly functions: readonly FunctionInfo[];
  /** The hash of the schema that all migrations give. */
  readonly schemaHash: string;
  /** The statements that make that schema. */
  readonly schema: readonly string[];
}

/** The file. */
export function writeApp(info: AppInfo): GeneratedFile {
  const { layouts: layoutsOf, contracts, endpoints, topics, functions, schemaHash, schema } = info;
  const names = localNames(contracts.map(({ id }) => id), endpoints);
  const entry = (info: ContractInfo): Code => {
    const { module, wire } = names.parts.get(info.id)!;
    const layouts = arrayOf((layoutsOf.get(info.file) ?? []).map(quote));
    return objectOf([
      ...(["id", "file", "path", "mode"] as const).map((key) => [key, quote(info[key])] as const),
      ["module", module],
      ["wire", wire],
      ...(info.kind === "layout" ? [] : [["layouts", layouts] as const]),
    ]);
  };
  const ofKind = (kind: ContractInfo["kind"]) => contracts.filter((info) => info.kind === kind).map(entry);
  const table = objectOf([
    ["schemaHash", quote(schemaHash)],
    ...(schema.length === 0 ? [] : [["schema", arrayOf(schema.map(quote))] as const]),
    ["pages", arrayOf(ofKind("page"))],
    ["layouts", arrayOf(ofKind("layout"))],
    ["notFound", arrayOf(ofKind("not_found"))],
    ["error", arrayOf(ofKind("error"))],
    ["endpoints", arrayOf(endpoints.map((info) => endpointEntry(info, names.endpoints.get(info.file)!)))],
    ["topics", arrayOf(topics.map(topicEntry))],
    ...(functions.length === 0 ? [] : [["functions", arrayOf(functions.map(functionEntry))] as const]),
  ]);
  const imports = [
    printImport(["type AppTable"], "@rally/rally/server"),
    ...contracts.map(({ id, file }) => `import * as ${names.parts.get(id)!.module} from ${quote(`../${file}`)};\n`),
    ...contracts.map(({ id }) => {
      const { wire } = names.parts.get(id)!;
      return printImport(
        [wire === "wire" ? "wire" : `wire as ${wire}`],
        `./${wireFileOf(id).slice("generated/".length)}`,
      );
    }),
    ...endpoints.map(({ file }) => `import ${names.endpoints.get(file)!} from ${quote(`../${file}`)};\n`),
    ...(topics.length === 0 ? [] : [
      'import * as topics from "../app/topics.ts";\n',
      printImport(["topicCodecs"], `./${topicCodecsFile.slice("generated/".length)}`),
    ]),
    ...(functions.length === 0 ? [] : [
      'import * as browser from "../app/browser.ts";\n',
      printImport(["browserCodecs"], `./${functionCodecsFile.slice("generated/".length)}`),
    ]),
  ];
  const text = `${headerOf("app/pages, app/api and app/topics.ts")}${imports.join("")}\n${
    printDeclaration("export const app: AppTable", table)
  }`;
  return { path: "generated/app.ts", text };
}

function endpointEntry({ file, path }: Endpoint, name: string): Code {
  return objectOf([["file", quote(file)], ["path", quote(path)], ["app", name]]);
}

function topicEntry({ name, pattern }: TopicInfo): Code {
  const wire = `topicCodecs[${quote(pattern)}]`;
  return objectOf([["topic", `topics.${name}`], ["codec", `${wire}.codec`], ["hash", `${wire}.hash`]]);
}

function functionEntry({ name }: FunctionInfo): Code {
  return objectOf([["function", `browser.${name}`], ["codec", `browserCodecs[${quote(name)}]`]]);
}

/** Names of this file, and words that are no names: a page may be called `app.tsx` or `new.tsx`. */
const reserved = ("app topics topicCodecs browser browserCodecs AppTable " +
  "break case catch class const continue debugger default delete do else enum export extends false finally for " +
  "function if import in instanceof new null return super switch this throw true try typeof var void while with " +
  "implements interface let package private protected public static yield await arguments eval undefined").split(" ");

/** The names by which the file knows what it imports. */
interface LocalNames {
  readonly parts: ReadonlyMap<string, { readonly module: string; readonly wire: string }>;
  /** By file: `a-b.ts` and `a_b.ts` have one id. */
  readonly endpoints: ReadonlyMap<string, string>;
}

/** A name for each module and each table: the id, or the id with `_page` when it is taken. */
function localNames(parts: readonly string[], endpoints: readonly Endpoint[]): LocalNames {
  const taken = new Set(reserved);
  const claim = (name: string): string => {
    const free = taken.has(name) ? claim(`${name}_page`) : name;
    taken.add(free);
    return free;
  };
  const modules = parts.map((id) => [id, claim(id)] as const);
  return {
    parts: new Map(modules.map(([id, module]) => [id, { module, wire: claim(`${id}_wire`) }])),
    endpoints: new Map(endpoints.map(({ id, file }) => [file, claim(id)])),
  };
}
