/**
 * Imports modules of an app in a worker and gives what they say of themselves. A module that has been read is read again
 * only when one of the files that it is made of has changed.
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { stripVTControlCharacters } from "node:util";
import type { SourceFile } from "../files.ts";
import type { ModuleFile, Reading, WorkerMessage, WorkerRequest } from "./contract_worker.ts";
import type { ImportGraph } from "./import_graph.ts";

/** A module of the app, without its URL. */
export type AppModule = Pick<ModuleFile, "kind" | "file">;

/** Reads modules, again and again. */
export interface ModuleReader {
  /** Starts the worker of the next `read()`, which takes a while. */
  prepare(): void;
  /** The readings by file, or the file whose import never came to its end, or took the whole worker with it. */
  read(modules: readonly AppModule[], graph: ImportGraph): Promise<ReadonlyMap<string, Reading> | Stuck>;
  close(): void;
}

/** Where it stopped, and why. */
export interface Stuck {
  readonly files: readonly string[];
  readonly message: string;
  readonly hint: string;
}

/** How many modules are imported at once. */
const together = 50;

/**
 * Makes a reader.
 *
 * @param root The app's folder, absolute.
 * @param timeout How long the import of some files may take, in milliseconds.
 */
export function createModuleReader(root: string, timeout: number): ModuleReader {
  const known = new Map<string, { readonly sources: ReadonlySet<SourceFile>; readonly reading: Reading }>();
  let spare: Worker | undefined;

  function takeWorker(): Worker {
    const worker = spare ?? startWorker();
    spare = undefined;
    return worker;
  }

  async function ask(modules: readonly AppModule[]): Promise<readonly Reading[] | Stuck> {
    if (modules.length === 0) return [];
    const located = modules.map((module) => ({ ...module, url: pathToFileURL(join(root, module.file)).href }));
    const answer = await askWorker(takeWorker(), { modules: located, together }, timeout);
    if (!("files" in answer) || answer.files.length === 1) return answer;
    // It was one of several: which one shows when each is imported by itself.
    return await askWorker(startWorker(), { modules: located, together: 1 }, timeout);
  }

  return {
    prepare() {
      spare ??= startWorker();
    },
    async read(modules, graph) {
      const sourcesOf = new Map(modules.map(({ file }) => [file, graph(file)]));
      const isKnown = ({ file }: AppModule) => sameSets(known.get(file)?.sources, sourcesOf.get(file));
      const answer = await ask(modules.filter((module) => !isKnown(module)));
      if ("files" in answer) return answer;
      const fresh = new Map(answer.map((reading) => [reading.file, reading]));
      const readings = new Map(modules.map(({ file }) => [file, fresh.get(file) ?? known.get(file)!.reading]));
      known.clear();
      for (const [file, reading] of readings) {
        const sources = sourcesOf.get(file);
        if (sources && reading.kind !== "failed") known.set(file, { sources, reading });
      }
      return readings;
    },
    close() {
      spare?.terminate();
      spare = undefined;
    },
  };
}

function sameSets<T>(left: ReadonlySet<T> | undefined, right: ReadonlySet<T> | undefined): boolean {
  return left !== undefined && right !== undefined && left.size === right.size && left.isSubsetOf(right);
}

function startWorker(): Worker {
  return new Worker(new URL("./contract_worker.ts", import.meta.url), { type: "module" });
}

async function askWorker(worker: Worker, request: WorkerRequest, timeout: number): Promise<readonly Reading[] | Stuck> {
  const { promise, resolve } = Promise.withResolvers<readonly Reading[] | Stuck>();
  let importing = request.modules.map(({ file }) => file);
  let timer: ReturnType<typeof setTimeout> | undefined;
  // The time in which the worker starts does not count.
  const waitForImport = () => {
    clearTimeout(timer);
    timer = setTimeout(() =>
      resolve({
        files: importing,
        message: `got no end after ${timeout / 1000} s, expected one at once`,
        hint: "Look for a top-level await, a server that is started or a loop in what it imports",
      }), timeout);
  };
  worker.onmessage = ({ data }: MessageEvent<WorkerMessage>) => {
    if (data.type === "answer") return resolve(data.readings);
    importing = [...data.files];
    waitForImport();
  };
  worker.onerror = (event) => {
    event.preventDefault();
    const message = stripVTControlCharacters(event.message);
    resolve({ files: importing, message, hint: "Look for a promise that nobody awaits, or a timer that throws" });
  };
  worker.postMessage(request);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    worker.terminate();
  }
}
