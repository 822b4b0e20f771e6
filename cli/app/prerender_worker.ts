/**
 * The worker in which `build --prerender` imports an app and renders its static pages: what their modules leave behind
 * (timers, connections) ends with it. `prerender_app.ts` starts it.
 *
 * @module
 */
import type { AppTable } from "../../runtime/server/app_table.ts";
import { type Prerendered, prerenderPages } from "../../runtime/server/prerender.ts";
import type { Manifest } from "../../runtime/wire/manifest.ts";
import type { WorkerAnswer } from "./app_worker.ts";

/** What the worker is asked. */
export interface PrerenderRequest {
  /** The URL of `generated/app.ts`. */
  readonly app: string;
  readonly manifest: Manifest;
}

/** What it answers. */
export interface PrerenderedApp {
  readonly pages: readonly Prerendered[];
}

const worker = globalThis as unknown as {
  onmessage(event: MessageEvent<PrerenderRequest>): void;
  postMessage(message: WorkerAnswer<PrerenderedApp>): void;
};

worker.onmessage = async ({ data }) => worker.postMessage(await answer(data));

async function answer({ app, manifest }: PrerenderRequest): Promise<WorkerAnswer<PrerenderedApp>> {
  try {
    const module: { readonly app: AppTable } = await import(app);
    return { pages: await prerenderPages(module.app, manifest) };
  } catch (error) {
    return { failure: error instanceof Error ? error.stack ?? error.message : String(error) };
  }
}
