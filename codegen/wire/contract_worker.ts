/**
 * The worker in which an app's pages are imported: a fresh one for every generation, because an imported module stays
 * as it was first read, helpers included. `read_contracts.ts` starts it.
 */
import { stripVTControlCharacters } from "node:util";
import type { FunctionInfo, TopicInfo } from "./contract_info.ts";
import { type Read, type ReadContract, readContract, readFunctions, readTopics } from "./read_contract.ts";

/** What the worker is asked. */
export interface WorkerRequest {
  readonly pages: readonly ModuleFile[];
  readonly topics: ModuleFile | undefined;
  readonly functions: ModuleFile | undefined;
}

/** A file of the app, relative to its root, and its URL. */
export interface ModuleFile {
  readonly file: string;
  readonly url: string;
}

/** What it says: which file it is about to import, and at last the answer. */
export type WorkerMessage =
  | { readonly type: "importing"; readonly file: string }
  | { readonly type: "answer"; readonly answer: WorkerAnswer };

/** What it answers, once. */
export interface WorkerAnswer {
  readonly pages: readonly ReadPage[];
  readonly topics: readonly Read<TopicInfo>[] | ImportFailure;
  readonly functions: readonly Read<FunctionInfo>[] | ImportFailure;
}

/** One page: its contract, or why it could not be imported. */
export type ReadPage = { readonly file: string } & (Read<ReadContract> | ImportFailure);

/** What an import has thrown, without terminal colours. */
export interface ImportFailure {
  readonly failure: { readonly name: string; readonly message: string; readonly stack: string };
}

const worker = globalThis as unknown as {
  onmessage(event: MessageEvent<WorkerRequest>): void;
  postMessage(message: WorkerMessage): void;
};

worker.onmessage = async ({ data }) => worker.postMessage({ type: "answer", answer: await answer(data) });

async function answer({ pages, topics, functions }: WorkerRequest): Promise<WorkerAnswer> {
  const readTopicsOf = topics && await importAndRead(topics, readTopics);
  const readFunctionsOf = functions && await importAndRead(functions, readFunctions);
  const read: ReadPage[] = [];
  for (const page of pages) read.push({ file: page.file, ...await importAndRead(page, readContract) });
  return { pages: read, topics: readTopicsOf ?? [], functions: readFunctionsOf ?? [] };
}

async function importAndRead<T>(
  { file, url }: ModuleFile,
  read: (module: Readonly<Record<string, unknown>>) => T,
): Promise<T | ImportFailure> {
  worker.postMessage({ type: "importing", file });
  try {
    return read(await import(url));
  } catch (error) {
    const { name, message, stack = "" } = error instanceof Error ? error : new Error(String(error));
    return { failure: { name, message: stripVTControlCharacters(message), stack: stripVTControlCharacters(stack) } };
  }
}
