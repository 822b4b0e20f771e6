/**
 * The worker in which an app's modules are imported: a fresh one for every generation, because an imported module stays
 * as it was first read, helpers included. `module_reader.ts` starts it.
 */
import { stripVTControlCharacters } from "node:util";
import type { FunctionInfo, TopicInfo } from "./contract_info.ts";
import { type Read, type ReadContract, readContract, readFunctions, readTopics } from "./read_contract.ts";

/** What the worker is asked. */
export interface WorkerRequest {
  readonly modules: readonly ModuleFile[];
  /** How many are imported at once. */
  readonly together: number;
}

/** A file of the app, relative to its root, and its URL. */
export interface ModuleFile {
  readonly kind: "topics" | "functions" | "page";
  readonly file: string;
  readonly url: string;
}

/** What it says: which files it is about to import, and at last what it has read. */
export type WorkerMessage =
  | { readonly type: "importing"; readonly files: readonly string[] }
  | { readonly type: "answer"; readonly readings: readonly Reading[] };

/** What one module says of itself, or why it could not be imported. */
export type Reading =
  & { readonly file: string }
  & (
    | { readonly kind: "topics"; readonly topics: readonly Read<TopicInfo>[] }
    | { readonly kind: "functions"; readonly functions: readonly Read<FunctionInfo>[] }
    | { readonly kind: "page"; readonly page: Read<ReadContract> }
    | { readonly kind: "failed"; readonly failure: ImportFailure }
  );

/** What an import has thrown, without terminal colours. */
export interface ImportFailure {
  readonly message: string;
  readonly stack: string;
}

type Module = Readonly<Record<string, unknown>>;

const worker = globalThis as unknown as {
  onmessage(event: MessageEvent<WorkerRequest>): void;
  postMessage(message: WorkerMessage): void;
};

// What nearly every page imports, by the names that the app gives it, is loaded while the worker waits for its question.
const common = ["@rally/rally", "@rally/rally/db", "@rally/rally/jsx-runtime", "@rally/rally/server", "zod"];
void importTogether(common).catch(() => {});

worker.onmessage = async ({ data: { modules, together } }) => {
  const readings: Reading[] = [];
  for (let at = 0; at < modules.length; at += together) {
    const group = modules.slice(at, at + together);
    worker.postMessage({ type: "importing", files: group.map(({ file }) => file) });
    readings.push(...await readGroup(group));
  }
  worker.postMessage({ type: "answer", readings });
};

async function readGroup(group: readonly ModuleFile[]): Promise<Reading[]> {
  const [first, ...others] = group;
  if (first && others.length === 0) return [await readAlone(first)];
  try {
    const imported = await importTogether(group.map(({ url }) => url));
    return group.map((module, index) => readingOf(module, imported[index]!));
  } catch {
    // Which of them it was, and what the others say.
    const readings: Reading[] = [];
    for (const module of group) readings.push(await readAlone(module));
    return readings;
  }
}

/** One module that imports the others: Deno looks through all that is loaded already once, and not once for each. */
async function importTogether(specifiers: readonly string[]): Promise<Module[]> {
  const text = specifiers.map((specifier, index) => `export * as m${index} from ${JSON.stringify(specifier)};`);
  const all: Readonly<Record<string, Module>> = await import(
    `data:text/javascript,${encodeURIComponent(text.join("\n"))}`
  );
  return specifiers.map((_, index) => all[`m${index}`]!);
}

async function readAlone(module: ModuleFile): Promise<Reading> {
  try {
    return readingOf(module, await import(module.url));
  } catch (error) {
    const { message, stack = "" } = error instanceof Error ? error : new Error(String(error));
    const failure = { message: stripVTControlCharacters(message), stack: stripVTControlCharacters(stack) };
    return { file: module.file, kind: "failed", failure };
  }
}

function readingOf({ kind, file }: ModuleFile, module: Module): Reading {
  switch (kind) {
    case "topics":
      return { file, kind, topics: readTopics(module) };
    case "functions":
      return { file, kind, functions: readFunctions(module) };
    case "page":
      return { file, kind, page: readContract(module) };
  }
}
