/**
 * Reads the contracts of an app by importing its pages in a fresh worker, and puts what went wrong where it stands in
 * the source.
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { stripVTControlCharacters } from "node:util";
import type { SourceFile } from "../files.ts";
import type { Problem } from "../problem.ts";
import { parsePage, type Position } from "../routes/parse_page.ts";
import type { PagePart } from "../routes/scan.ts";
import type { ContractInfo, FunctionInfo, TopicInfo } from "./contract_info.ts";
import type {
  ImportFailure,
  ModuleFile,
  ReadPage,
  WorkerAnswer,
  WorkerMessage,
  WorkerRequest,
} from "./contract_worker.ts";
import { checkContract } from "./check_contract.ts";
import type { ReadContract } from "./read_contract.ts";
import type { Refusal } from "./read_shape.ts";

/** What {@linkcode readContracts} gives. */
export interface Contracts {
  /** In the order of the parts; a part that could not be imported is left out. */
  readonly contracts: readonly ContractInfo[];
  readonly topics: readonly TopicInfo[];
  readonly functions: readonly FunctionInfo[];
  readonly problems: readonly Problem[];
  /** Whether something could not be imported. */
  readonly failed: boolean;
}

/** How {@linkcode readContracts} works. */
export interface ReadOptions {
  /**
   * `app/browser.ts`.
   * @default {undefined}
   */
  functionsFile?: SourceFile | undefined;
  /**
   * How long all imports may take, in milliseconds: a page that takes longer waits for something that never comes.
   * @default {30_000}
   */
  timeout?: number;
}

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
  { functionsFile, timeout = 30_000 }: ReadOptions = {},
): Promise<Contracts> {
  const nothing = { contracts: [], topics: [], functions: [], problems: [], failed: false };
  if (parts.length === 0 && !topicsFile && !functionsFile) return nothing;
  const moduleOf = (file: string): ModuleFile => ({ file, url: pathToFileURL(join(root, file)).href });
  const request = {
    pages: parts.map(({ file }) => moduleOf(file)),
    topics: topicsFile && moduleOf(topicsFile.path),
    functions: functionsFile && moduleOf(functionsFile.path),
  };
  const answer = await askWorker(request, timeout);
  if ("problem" in answer) return { ...nothing, problems: [answer.problem], failed: true };
  const pages = new Map(answer.pages.map((page) => [page.file, page]));
  const read = parts.map((part) => readPart(part, pages.get(part.file), root));
  const topics = readTopicsOf(topicsFile, answer.topics, root);
  const functions = readFunctionsOf(functionsFile, answer.functions, root);
  return {
    contracts: read.flatMap(({ contract }) => contract ?? []),
    topics: topics.topics,
    functions: functions.functions,
    problems: distinct([...topics.problems, ...functions.problems, ...read.flatMap(({ problems }) => problems)]),
    failed: topics.failed || functions.failed || read.some(({ contract }) => !contract),
  };
}

/** The answer, or why there is none. */
async function askWorker(request: WorkerRequest, timeout: number): Promise<WorkerAnswer | { problem: Problem }> {
  const worker = new Worker(new URL("./contract_worker.ts", import.meta.url), { type: "module" });
  const { promise, resolve } = Promise.withResolvers<WorkerAnswer | { problem: Problem }>();
  let importing = "app/topics.ts";
  const stop = (message: string, hint: string) =>
    resolve({ problem: { file: importing, ...start, message: `Import of ${importing}: ${message}`, hint } });
  worker.onmessage = ({ data }: MessageEvent<WorkerMessage>) => {
    if (data.type === "answer") resolve(data.answer);
    else importing = data.file;
  };
  worker.onerror = (event) => {
    event.preventDefault();
    stop(stripVTControlCharacters(event.message), "Look for a promise that nobody awaits, or a timer that throws");
  };
  const timer = setTimeout(
    () =>
      stop(
        `got no end after ${timeout / 1000} s, expected one at once`,
        "Look for a top-level await, a server that is started or a loop in what it imports",
      ),
    timeout,
  );
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

function contractOf(part: PagePart, { declaredMode, ...contract }: ReadContract): ContractInfo {
  const { id, kind, file, path } = part;
  const hasUpdate = part.exports.some(({ name }) => name === "update");
  return {
    id,
    kind,
    file,
    path,
    mode: declaredMode ?? (hasUpdate ? "client" : "static"),
    params: contract.params,
    query: contract.query,
    data: contract.data,
    actions: contract.actions,
    stored: contract.stored,
    link: contract.link,
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

function readFunctionsOf(
  file: SourceFile | undefined,
  answer: WorkerAnswer["functions"],
  root: string,
): { functions: FunctionInfo[]; problems: Problem[]; failed: boolean } {
  if (!file) return { functions: [], problems: [], failed: false };
  if ("failure" in answer) return { functions: [], problems: [importProblem(file.path, answer, root)], failed: true };
  const { exports, problems } = parsePage(file);
  const at = (name: string): Position => exports.find((entry) => entry.name === name) ?? start;
  const refused = answer.flatMap(({ value, refusals }) =>
    refusals.map((refusal) => refusalProblem(refusal, file.path, at(value.name)))
  );
  return { functions: answer.map(({ value }) => value), problems: [...problems, ...refused], failed: false };
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
    hint: /^(Module not found|Import "|The requested module)/.test(message)
      ? "Correct the import, or add the file, the package or the export that is missing"
      : "Pages and topics are imported to read their contracts: importing them must work and do nothing else",
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

/** A helper that fails does so for every page that imports it. */
function distinct(problems: readonly Problem[]): Problem[] {
  const keyOf = ({ file, line, column, message }: Problem) =>
    [file, line, column, message.replace(/^Import of [^:]*: /, "")].join("\n");
  return [...new Map(problems.toReversed().map((problem) => [keyOf(problem), problem])).values()].toReversed();
}

function place({ line, column }: Position): Position {
  return { line, column };
}
