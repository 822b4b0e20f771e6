/**
 * Asks a worker that imports the app: what its modules leave behind (timers, connections) ends with it.
 *
 * @module
 */

/** What a worker answers, once: what was asked for, or why the app cannot be imported. */
export type WorkerAnswer<T> = T | { readonly failure: string };

/** Starts the worker of that URL, asks it one thing, and ends it. */
export async function askAppWorker<T>(url: URL, request: unknown): Promise<WorkerAnswer<T>> {
  const worker = new Worker(url, { type: "module" });
  const { promise, resolve } = Promise.withResolvers<WorkerAnswer<T>>();
  worker.onmessage = ({ data }: MessageEvent<WorkerAnswer<T>>) => resolve(data);
  worker.onerror = (event) => {
    event.preventDefault();
    resolve({ failure: event.message });
  };
  worker.postMessage(request);
  try {
    return await promise;
  } finally {
    worker.terminate();
  }
}
