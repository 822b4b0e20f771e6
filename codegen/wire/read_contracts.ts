/**
 * Reads the contracts of an app by importing its pages in a fresh worker, and puts what went wrong where it stands in
 * the source.
 */
import { isDeepStrictEqual } from "node:util";
import { readImportMap } from "../bundle/import_map.ts";
import type { SourceFile } from "../files.ts";
import type { Problem } from "../problem.ts";
import { parsePage, type Position } from "../routes/parse_page.ts";
import type { PagePart } from "../routes/scan.ts";
import { checkContract } from "./check_contract.ts";
import type { ContractInfo, FunctionInfo, TopicInfo } from "./contract_info.ts";
import type { Reading } from "./contract_worker.ts";
import { importGraphs } from "./import_graph.ts";
import { importProblem } from "./import_problem.ts";
import { type AppModule, createModuleReader } from "./module_reader.ts";
import type { Read, ReadContract } from "./read_contract.ts";
import type { Refusal } from "../../runtime/wire/read_shape.ts";

/** What a {@linkcode ContractReader} gives. */
export interface Contracts {
  /** In the order of the parts; a part that could not be imported is left out. */
  readonly contracts: readonly ContractInfo[];
  readonly topics: readonly TopicInfo[];
  readonly functions: readonly FunctionInfo[];
  readonly problems: readonly Problem[];
  /** Whether something could not be imported. */
  readonly failed: boolean;
}

/** What it reads. */
export interface ContractSources {
  readonly parts: readonly PagePart[];
  /** Everything below `app/` as it lies on the disk, generated files included. */
  readonly files: readonly SourceFile[];
}

/** Reads the contracts of one app, again and again: only what has changed is imported again. */
export interface ContractReader {
  /** Says that `read()` will follow, so that it need not wait for the start of a worker. */
  prepare(): void;
  read(sources: ContractSources): Promise<Contracts>;
  close(): void;
}

/** How a {@linkcode ContractReader} works. */
export interface ReaderOptions {
  /**
   * How long some imports may take, in milliseconds: what takes longer waits for something that never comes.
   * @default {15_000}
   */
  timeout?: number;
}

/**
 * Makes a reader. Close it at the end.
 *
 * @param root The app's folder, absolute.
 */
export function createContractReader(root: string, { timeout = 15_000 }: ReaderOptions = {}): ContractReader {
  const reader = createModuleReader(root, timeout);
  const read = new WeakMap<Reading, PartContract>();
  const latest = new Map<string, ContractInfo>();
  let graphs: ReturnType<typeof importGraphs> | undefined;

  // An unchanged contract is the same object, so that nothing is made of it again: most edits change a view.
  function contractOf(part: PagePart, reading: Reading): PartContract {
    const known = read.get(reading);
    if (known) return known;
    const { contract, problems } = readPart(part, reading, root);
    const before = latest.get(part.file);
    const found = { contract: isDeepStrictEqual(contract, before) ? before : contract, problems };
    read.set(reading, found);
    if (found.contract) latest.set(part.file, found.contract);
    return found;
  }

  return {
    prepare: reader.prepare,
    async read({ parts, files }) {
      const topicsFile = files.find(({ path }) => path === "app/topics.ts");
      const functionsFile = files.find(({ path }) => path === "app/browser.ts");
      const modules: AppModule[] = [
        ...(topicsFile ? [{ kind: "topics", file: topicsFile.path } as const] : []),
        ...(functionsFile ? [{ kind: "functions", file: functionsFile.path } as const] : []),
        ...parts.map(({ file }) => ({ kind: "page", file }) as const),
      ];
      graphs ??= importGraphs({ root, importMap: await readImportMap(root) });
      const readings = await reader.read(modules, graphs(files));
      if ("hint" in readings) {
        const file = readings.files[0]!;
        const problem = { file, ...start, message: `Import of ${file}: ${readings.message}`, hint: readings.hint };
        return { contracts: [], topics: [], functions: [], problems: [problem], failed: true };
      }
      const pages = parts.map((part) => contractOf(part, readings.get(part.file)!));
      const topics = readTopicsOf(topicsFile, readings, root);
      const functions = readFunctionsOf(functionsFile, readings, root);
      return {
        contracts: pages.flatMap(({ contract }) => contract ?? []),
        topics: topics.found,
        functions: functions.found,
        problems: distinct([...topics.problems, ...functions.problems, ...pages.flatMap(({ problems }) => problems)]),
        failed: [...readings.values()].some(({ kind }) => kind === "failed"),
      };
    },
    close: reader.close,
  };
}

interface PartContract {
  readonly contract: ContractInfo | undefined;
  readonly problems: readonly Problem[];
}

function readPart(part: PagePart, reading: Reading, root: string): PartContract {
  if (reading.kind === "failed") {
    return { contract: undefined, problems: [importProblem(part.file, reading.failure, root)] };
  }
  if (reading.kind !== "page") throw new Error(`${part.file} was read as ${reading.kind}`);
  const { value, refusals } = reading.page;
  const { call, members } = { call: part.contractCall, members: part.contractCall?.members ?? {} };
  const refused = refusals.map((refusal) =>
    refusalProblem(refusal, part.file, positionOf(refusal.reach, members) ?? call ?? start)
  );
  return { contract: contractInfo(part, value), problems: [...refused, ...checkContract(part, value)] };
}

function contractInfo(part: PagePart, { declaredMode, ...contract }: ReadContract): ContractInfo {
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

/** What a file of several exports has, each with its name. */
interface Exports<T> {
  readonly found: readonly T[];
  readonly problems: readonly Problem[];
}

type Readings = ReadonlyMap<string, Reading>;

function readTopicsOf(file: SourceFile | undefined, readings: Readings, root: string): Exports<TopicInfo> {
  const reading = file && readings.get(file.path);
  if (!file || !reading) return { found: [], problems: [] };
  if (reading.kind === "failed") return { found: [], problems: [importProblem(file.path, reading.failure, root)] };
  const { found, problems } = readExports(file, reading.kind === "topics" ? reading.topics : []);
  const repeated = found.filter(({ pattern }, i) => found.findIndex((other) => other.pattern === pattern) < i);
  return {
    found,
    problems: [
      ...problems,
      ...repeated.map(({ name, pattern }) => ({
        file: file.path,
        ...exportAt(file, name),
        message: `Pattern of ${name}: got "${pattern}", which another topic has, expected one of its own`,
        hint: "Change one of the two patterns: events are told apart by it",
      })),
    ],
  };
}

function readFunctionsOf(file: SourceFile | undefined, readings: Readings, root: string): Exports<FunctionInfo> {
  const reading = file && readings.get(file.path);
  if (!file || !reading) return { found: [], problems: [] };
  if (reading.kind === "failed") return { found: [], problems: [importProblem(file.path, reading.failure, root)] };
  return readExports(file, reading.kind === "functions" ? reading.functions : []);
}

function readExports<T extends { readonly name: string }>(file: SourceFile, read: readonly Read<T>[]): Exports<T> {
  const refused = read.flatMap(({ value, refusals }) =>
    refusals.map((refusal) => refusalProblem(refusal, file.path, exportAt(file, value.name)))
  );
  return { found: read.map(({ value }) => value), problems: [...parsePage(file).problems, ...refused] };
}

function exportAt(file: SourceFile, name: string): Position {
  return place(parsePage(file).exports.find((entry) => entry.name === name) ?? start);
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

/** A helper that fails does so for every page that imports it. */
function distinct(problems: readonly Problem[]): Problem[] {
  const keyOf = ({ file, line, column, message }: Problem) =>
    [file, line, column, message.replace(/^Import of [^:]*: /, "")].join("\n");
  return [...new Map(problems.toReversed().map((problem) => [keyOf(problem), problem])).values()].toReversed();
}

function place({ line, column }: Position): Position {
  return { line, column };
}
