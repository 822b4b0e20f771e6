/**
 * Reads the contracts of an app by importing its pages in a fresh worker, and puts what went wrong where it stands in
 * the source.
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { SourceFile } from "../files.ts";
import type { Problem } from "../problem.ts";
import { parsePage, type Position } from "../routes/parse_page.ts";
import type { PagePart } from "../routes/scan.ts";
import type { ContractInfo, TopicInfo } from "./contract_info.ts";
import type { ImportFailure, ReadPage, WorkerAnswer, WorkerRequest } from "./contract_worker.ts";
import { checkContract } from "./check_contract.ts";
import type { ReadContract } from "./read_contract.ts";
import type { Refusal } from "./read_shape.ts";

/** What {@linkcode readContracts} gives. */
export interface Contracts {
  /** In the order of the parts; a part that could not be imported is left out. */
  readonly contracts: readonly ContractInfo[];
  readonly topics: readonly TopicInfo[];
  readonly problems: readonly Problem[];
  /** Whether something could not be imported. */
  readonly failed: boolean;
}

/** A page that takes longer than this to import waits for something that never comes. */
const importTimeout = 30_000;

/**
 * Reads all contracts.
 *
 * @param root The app's folder, absolute.
 * @param topicsFile `app/topics.ts`, or `undefined` when the app has none.
 */
export async function readContracts(
  root: string,
  parts: readonly PagePart[],
  topicsFile: SourceFile | undefined,
): Promise<Contracts> {
  if (parts.length === 0 && !topicsFile) return { contracts: [], topics: [], problems: [], failed: false };
  const urlOf = (file: string) => pathToFileURL(join(root, file)).href;
  const answer = await askWorker({
    pages: parts.map(({ file }) => ({ file, url: urlOf(file) })),
    topicsUrl: topicsFile && urlOf(topicsFile.path),
  });
  if (!answer) return { contracts: [], topics: [], problems: [timeoutProblem(parts)], failed: true };
  const pages = new Map(answer.pages.map((page) => [page.file, page]));
  const read = parts.map((part) => readPart(part, pages.get(part.file), root));
  const topics = readTopicsOf(topicsFile, answer.topics, root);
  return {
    contracts: read.flatMap(({ contract }) => contract ?? []),
    topics: topics.topics,
    problems: distinct([...topics.problems, ...read.flatMap(({ problems }) => problems)]),
    failed: topics.failed || read.some(({ contract }) => !contract),
  };
}

async function askWorker(request: WorkerRequest): Promise<WorkerAnswer | undefined> {
  const worker = new Worker(new URL("./contract_worker.ts", import.meta.url), { type: "module" });
  const { promise, resolve, reject } = Promise.withResolvers<WorkerAnswer | undefined>();
  const timer = setTimeout(() => resolve(undefined), importTimeout);
  worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => resolve(data);
  worker.onerror = (event) => {
    event.preventDefault();
    reject(new Error(`Reading the contracts failed: ${event.message}`));
  };
  worker.postMessage(request);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    worker.terminate();
  }
}

function readPart(
  part: PagePart,
  page: ReadPage | undefined,
  root: string,
): { contract: ContractInfo | undefined; problems: Problem[] } {
  if (!page) return { contract: undefined, problems: [] };
  if ("failure" in page) return { contract: undefined, problems: [importProblem(part.file, page, root)] };
  const { call, members } = { call: part.contractCall, members: part.contractCall?.members ?? {} };
  const refusals = page.refusals.map((refusal) =>
    refusalProblem(refusal, part.file, positionOf(refusal.reach, members) ?? call ?? start)
  );
  return { contract: contractOf(part, page.value), problems: [...refusals, ...checkContract(part, page.value)] };
}

function contractOf(part: PagePart, { declaredMode, params, query, data, actions, link }: ReadContract): ContractInfo {
  const { id, kind, file, path } = part;
  const hasUpdate = part.exports.some(({ name }) => name === "update");
  return {
    id,
    kind,
    file,
    path,
    mode: declaredMode ?? (hasUpdate ? "client" : "static"),
    params,
    query,
    data,
    actions,
    link,
  };
}

function readTopicsOf(
  file: SourceFile | undefined,
  answer: WorkerAnswer["topics"],
  root: string,
): { topics: TopicInfo[]; problems: Problem[]; failed: boolean } {
  if (!file) return { topics: [], problems: [], failed: false };
  if ("failure" in answer) return { topics: [], problems: [importProblem(file.path, answer, root)], failed: true };
  const { exports, problems: syntax } = parsePage(file);
  const at = (name: string): Position => exports.find((entry) => entry.name === name) ?? start;
  const topics = answer.map(({ value }) => value);
  const repeated = topics.filter(({ pattern }, i) => topics.findIndex((other) => other.pattern === pattern) < i);
  return {
    topics,
    failed: false,
    problems: [
      ...syntax,
      ...answer.flatMap(({ value, refusals }) =>
        refusals.map((refusal) => refusalProblem(refusal, file.path, at(value.name)))
      ),
      ...repeated.map(({ name, pattern }) => ({
        file: file.path,
        ...place(at(name)),
        message: `Pattern of ${name}: got "${pattern}", which another topic has, expected one of its own`,
        hint: "Change one of the two patterns: events are told apart by it",
      })),
    ],
  };
}

const start: Position = { line: 1, column: 1 };

/** The nearest member of the contract call on the way to `reach`: `contract.data.games[]` stands at `data`. */
function positionOf(reach: string, members: Readonly<Record<string, Position>>): Position | undefined {
  const [, first, second] = reach.split(/\.|(?=\[)/);
  return members[`${first}.${second}`] ?? members[`${first}`];
}

function refusalProblem({ message, hint }: Refusal, file: string, position: Position): Problem {
  return { file, ...place(position), message, hint };
}

/** Puts a failed import where its stack leaves the app, which is often in a helper of the page. */
function importProblem(page: string, { failure }: ImportFailure, root: string): Problem {
  const prefix = decodeURI(pathToFileURL(`${root}/`).href);
  const [first = ""] = failure.message.replace(/^SyntaxError: /, "").split("\n");
  const frames = decoded(`${failure.message}\n${failure.stack}`).matchAll(/(file:\/\/[^\n]*?):(\d+):(\d+)/g);
  const frame = [...frames].find(([, url]) => url!.startsWith(prefix) && !url!.includes("/node_modules/"));
  const message = decoded(first).replaceAll(prefix, "").replace(/ at [^ ]*:\d+:\d+$/, "").replace(/\.$/, "");
  return {
    file: frame ? frame[1]!.slice(prefix.length) : page,
    line: Number(frame?.[2] ?? 1),
    column: Number(frame?.[3] ?? 1),
    message: `Import of ${page}: ${message}`,
    hint: "Pages and topics are imported to read their contracts: importing them must work and do nothing else",
  };
}

/** Some messages hold URLs as they are, some percent-encoded. */
function decoded(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      return bytes;
    }
  });
}

function timeoutProblem(parts: readonly PagePart[]): Problem {
  return {
    file: parts[0]?.file ?? "app/topics.ts",
    ...start,
    message: `Import of the pages: got no end after ${importTimeout / 1000} s, expected one at once`,
    hint: "Look for a top-level await, a server that is started or a loop in what the pages import",
  };
}

/** A helper that fails does so for every page that imports it. */
function distinct(problems: readonly Problem[]): Problem[] {
  const keyOf = ({ file, line, column, message }: Problem) =>
    [file, line, column, message.replace(/^Import of [^:]*: /, "")].join("\n");
  return [...new Map(problems.toReversed().map((problem) => [keyOf(problem), problem])).values()].toReversed();
}

function place({ line, column }: Position): Position {
  return { line, column };
}
