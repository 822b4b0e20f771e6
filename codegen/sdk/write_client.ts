/**
 * Writes the typed client of an app's HTTP API: `client.ts` with a function for each page's data, action and topic.
 * `rally.ts` beside it is the part that is the same for all.
 */
import type { GeneratedFile } from "../files.ts";
import { headerOf } from "../header.ts";
import { keyOf, lineWidth, printImport, quote } from "../print_code.ts";
import { hrefName } from "../routes/href_name.ts";
import { inlineType, required } from "../routes/write_routes.ts";
import type { ActionInfo, ContractInfo, LinkField, TopicInfo } from "../wire/contract_info.ts";
import { printTypes } from "./print_type.ts";

/** What the client is written from. */
export interface ClientSources {
  readonly contracts: readonly ContractInfo[];
  readonly topics: readonly TopicInfo[];
}

/** The file. Actions that are posted by a document's form are no part of the API. */
export function writeClient({ contracts, topics }: ClientSources): GeneratedFile {
  const parts = contracts.filter(({ kind }) => kind === "page" || kind === "layout");
  const pages = parts.filter(({ kind, data }) => kind === "page" && data);
  const callers = parts.flatMap((part) => {
    const actions = part.actions.filter(({ over }) => over === "socket");
    return actions.length > 0 ? [{ part, actions }] : [];
  });
  const types = [
    ...pages.map((page) => printTypes(dataType(page), page.data!, `The data of ${page.path}: ${page.file}.`)),
    ...callers.flatMap(({ part, actions }) => actions.map((action) => actionTypes(part, action))),
    ...topics.map((topic) => printTypes(eventType(topic), topic.event, `An event of the topic "${topic.pattern}".`)),
  ].join("");
  const members = [
    group("load", "The data of pages.", pages.map(loadFunction)),
    group("call", "The actions of pages and layouts.", callers.map(({ part, actions }) => callGroup(part, actions))),
    group("listen", "The events of topics. Each gives the function that ends it.", topics.map(listenFunction)),
  ];
  const body = `
/** A client of the app. */
export type Client = ReturnType<typeof createClient>;

/** Makes a client; nothing is sent before something is asked. */
export function createClient(options: ClientOptions) {
  const connection = connect(options);
  return {
${members.join("")}  };
}
`;
  const names = ["connect", "type ClientOptions", ...used(types + body)];
  return {
    path: "client.ts",
    text: `${headerOf("app/pages and app/topics.ts")}${printImport(names, "./rally.ts")}${types}${body}`,
  };
}

const optionalNames = ["CallOptions", "Listener", "Loaded", "RequestOptions", "Result", "IsoDate", "Digits", "Base64"];

function used(text: string): string[] {
  const types = optionalNames.filter((name) => new RegExp(`\\b${name}\\b`).test(text)).map((name) => `type ${name}`);
  return text.includes("pageAt(") ? ["pageAt", ...types] : types;
}

function group(name: string, comment: string, members: readonly string[]): string {
  return `    /** ${comment} */\n    ${name}: {${members.length > 0 ? `\n${members.join("")}    ` : ""}},\n`;
}

function loadFunction(page: ContractInfo): string {
  const { request, mark } = requestType(addressFields(page), "RequestOptions");
  return method({
    comment: page.file,
    name: hrefName(page.id),
    request: request + mark,
    result: `Promise<Loaded<${dataType(page)}>>`,
    body: `connection.load(${addressOf(page)}, request)`,
    indent: 6,
  });
}

function callGroup(part: ContractInfo, actions: readonly ActionInfo[]): string {
  const functions = actions.map((action) => callFunction(part, action));
  return `      /** ${part.file} */\n      ${keyOf(hrefName(part.id))}: {\n${functions.join("")}      },\n`;
}

function callFunction(part: ContractInfo, { name, output }: ActionInfo): string {
  const { input, result } = actionTypeNames(part, name);
  const isLayout = part.kind === "layout";
  const address = isLayout ? ["page: string"] : addressFields(part);
  const { request } = requestType([...address, `input: ${input}`], "CallOptions");
  const page = isLayout ? "request.page" : addressOf(part);
  const step = `:${isLayout ? `${part.id}.` : ""}${encodeURIComponent(name).replaceAll(".", "%2E")}`;
  return method({
    comment: isLayout ? "`page` is the address of any page inside of the layout." : `Calls "${name}".`,
    name,
    request,
    result: `Promise<Result<${output ? result : "undefined"}>>`,
    body: `connection.call(${page}, ${quote(step)}, request)`,
    indent: 8,
  });
}

function listenFunction(topic: TopicInfo): string {
  const params = topic.params.length > 0 ? `{ params: ${inlineType(topic.params, required)} } & ` : "";
  const key = topic.params.length > 0 ? `pageAt(${quote(topic.pattern)}, request.params)` : quote(topic.pattern);
  return method({
    comment: `The topic "${topic.pattern}".`,
    name: topic.name,
    request: `${params}Listener<${eventType(topic)}>`,
    result: "() => void",
    body: `connection.listen(${key}, request)`,
    indent: 6,
  });
}

interface Method {
  readonly comment: string;
  readonly name: string;
  readonly request: string;
  readonly result: string;
  readonly body: string;
  readonly indent: number;
}

function method({ comment, name, request, result, body, indent }: Method): string {
  const blanks = " ".repeat(indent);
  const flat = `${keyOf(name)}(request: ${request}): ${result} {`;
  const line = `  request: ${request},`;
  // The fields of the first object, each on a line of its own, as the formatter breaks an intersection.
  const [, fields = "", rest = ""] = /^\{ (.*) \} & (\w.*)$/.exec(request) ?? [];
  const lines = indent + line.length <= lineWidth || fields === ""
    ? [line]
    : ["  request: {", ...splitFields(fields).map((field) => `    ${field};`), `  } & ${rest},`];
  const broken = [`${keyOf(name)}(`, ...lines, `): ${result} {`];
  const head = indent + flat.length <= lineWidth ? [flat] : broken;
  return [`/** ${comment} */`, ...head, `  return ${body};`, "},"].map((line) => `${blanks}${line}\n`).join("");
}

function splitFields(fields: string): string[] {
  return fields.split(/; (?=(?:params|query\??|input|page): )/);
}

/** The type of a function's one argument; it may be left out when nothing in it is needed. */
function requestType(fields: readonly string[], options: string): { request: string; mark: string } {
  const request = fields.length > 0 ? `{ ${fields.join("; ")} } & ${options}` : options;
  return { request, mark: fields.every((field) => /^\w+\?:/.test(field)) ? " = {}" : "" };
}

function addressFields({ link: { params, query } }: ContractInfo): string[] {
  const isOptional = (fields: readonly LinkField[]) => fields.every(({ optional }) => optional);
  return [
    ...(params.length > 0 ? [`params: ${inlineType(params, required)}`] : []),
    ...(query.length > 0 ? [`query${isOptional(query) ? "?" : ""}: ${inlineType(query)}`] : []),
  ];
}

function addressOf({ path, link: { params, query } }: ContractInfo): string {
  if (query.length > 0) return `pageAt(${quote(path)}, ${params.length > 0 ? "request.params" : "{}"}, request.query)`;
  return params.length > 0 ? `pageAt(${quote(path)}, request.params)` : quote(path);
}

function actionTypes(part: ContractInfo, { name, input, output }: ActionInfo): string {
  const names = actionTypeNames(part, name);
  const of = `"${name}" of ${part.path}`;
  const given = printTypes(names.input, input, `What ${of} takes.`);
  return output ? given + printTypes(names.result, output, `What ${of} gives.`) : given;
}

function actionTypeNames(part: ContractInfo, action: string): { input: string; result: string } {
  const base = pascal(hrefName(part.id)) + pascal(action.replaceAll(/\W/g, "_"));
  return { input: `${base}Input`, result: `${base}Output` };
}

function dataType({ id }: ContractInfo): string {
  return `${pascal(hrefName(id))}Data`;
}

function eventType({ name }: TopicInfo): string {
  return `${pascal(name)}Event`;
}

function pascal(name: string): string {
  return `${name[0]!.toUpperCase()}${name.slice(1)}`;
}
