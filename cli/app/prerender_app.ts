/**
 * Renders the static pages of an app into files.
 *
 * @module
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Prerendered } from "../../runtime/server/prerender.ts";
import { prerenderedFile } from "../../runtime/server/prerendered_pages.ts";
import { failed } from "../core/command_error.ts";
import { askAppWorker } from "./app_worker.ts";
import type { PrerenderedApp, PrerenderRequest } from "./prerender_worker.ts";

/** What {@linkcode prerenderApp} works on. */
export interface PrerenderOptions {
  readonly root: string;
  /** The folder of the build, with its `manifest.json`, relative to the root. */
  readonly build: string;
}

/**
 * Writes `prerendered/` into the build. Gives the pages that were rendered and those that cannot be.
 *
 * @throws {CommandError} When the app or one of its pages does not work.
 */
export async function prerenderApp({ root, build }: PrerenderOptions): Promise<readonly Prerendered[]> {
  const folder = join(root, build);
  const request: PrerenderRequest = {
    app: pathToFileURL(join(root, "generated/app.ts")).href,
    manifest: JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")),
  };
  const worker = new URL("./prerender_worker.ts", import.meta.url);
  const answer = await askAppWorker<PrerenderedApp>(worker, request);
  if ("failure" in answer) throw failed(`Cannot import the app: ${answer.failure}`, "Mend what it says");
  for (const page of answer.pages) {
    if (page.type === "failed") {
      throw failed(`Cannot render ${page.path}: ${page.error}`, "Mend the page, or its layouts");
    }
    if (page.type === "rendered") writePage(join(folder, "prerendered", prerenderedFile(page.path)), page.html);
  }
  return answer.pages;
}

function writePage(file: string, html: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, html);
}
