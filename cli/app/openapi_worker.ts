/**
 * The worker in which `rally openapi` imports an app.
 *
 * @module
 */
import type { AppTable } from "../../runtime/server/app_table.ts";
import { openApi, type OpenApiInfo } from "../../runtime/server/api/openapi.ts";
import type { WorkerAnswer } from "./app_worker.ts";

/** What the worker is asked. */
export interface OpenApiRequest {
  /** The URL of `generated/app.ts`. */
  readonly app: string;
  readonly info: OpenApiInfo;
}

/** The text of the document. */
export interface OpenApiAnswer {
  readonly text: string;
}

const worker = globalThis as unknown as {
  onmessage(event: MessageEvent<OpenApiRequest>): void;
  postMessage(message: WorkerAnswer<OpenApiAnswer>): void;
};

worker.onmessage = async ({ data }) => worker.postMessage(await answer(data));

async function answer({ app, info }: OpenApiRequest): Promise<WorkerAnswer<OpenApiAnswer>> {
  try {
    const module: { readonly app: AppTable } = await import(app);
    return { text: `${JSON.stringify(openApi(module.app, info), null, 2)}\n` };
  } catch (error) {
    return { failure: error instanceof Error ? error.stack ?? error.message : String(error) };
  }
}
