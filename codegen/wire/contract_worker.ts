/**
 * The worker in which an app's pages are imported: a fresh one for every generation, because an imported module stays
 * as it was first read, helpers included. `read_contracts.ts` starts it.
 */
import { stripVTControlCharacters } from "node:util";
import type { TopicInfo } from "./contract_info.ts";
import { type Read, type ReadContract, readContract, readTopics } from "./read_contract.ts";

/** What the worker is asked: URLs of files. */
export interface WorkerRequest {
  readonly pages: readonly { readonly file: string; readonly url: string }[];
  readonly topicsUrl: string | undefined;
}

/** What it answers, once. */
export interface WorkerAnswer {
  readonly pages: readonly ReadPage[];
  readonly topics: readonly Read<TopicInfo>[] | ImportFailure;
}

/** One page: its contract, or why it could not be imported. */
export type ReadPage = { readonly file: string } & (Read<ReadContract> | ImportFailure);

/** What an import has thrown, without terminal colours. */
export interface ImportFailure {
  readonly failure: { readonly name: string; readonly message: string; readonly stack: string };
}

const worker = globalThis as unknown as {
  onmessage(event: MessageEvent<WorkerRequest>): void;
  postMessage(answer: WorkerAnswer): void;
};

worker.onmessage = async ({ data }) => worker.postMessage(await answer(data));

async function answer({ pages, topicsUrl }: WorkerRequest): Promise<WorkerAnswer> {
  const topics = topicsUrl === undefined ? [] : await importAndRead(topicsUrl, readTopics);
  const read: ReadPage[] = [];
  for (const { file, url } of pages) read.push({ file, ...await importAndRead(url, readContract) });
  return { pages: read, topics };
}

async function importAndRead<T>(
  url: string,
  read: (module: Readonly<Record<string, unknown>>) => T,
): Promise<T | ImportFailure> {
  try {
    return read(await import(url));
  } catch (error) {
    const { name, message, stack = "" } = error instanceof Error ? error : new Error(String(error));
    return { failure: { name, message: stripVTControlCharacters(message), stack: stripVTControlCharacters(stack) } };
  }
}
