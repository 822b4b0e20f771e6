/**
 * Compiles generated pages as the pages of an app are compiled for the server.
 *
 * @module
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { preamble } from "./live_pages.ts";
import type { PageView } from "./play_page.ts";

// swc takes longer than its share for one module of many thousand views.
const pagesPerFile = 500;

/** The views of pages by their sources. */
export async function compilePages(sources: readonly string[]): Promise<PageView[]> {
  const folder = await Deno.makeTempDir({ prefix: "rally_pages_" });
  try {
    const views: PageView[] = [];
    for (let at = 0; at < sources.length; at += pagesPerFile) {
      const pages = sources.slice(at, at + pagesPerFile).map((source) => `  (m, send) => ${source},\n`);
      const file = join(folder, `pages_${at}.tsx`);
      await Deno.writeTextFile(file, `${preamble}\nexport const pages = [\n${pages.join("")}];\n`);
      const module: { readonly pages: PageView[] } = await import(pathToFileURL(file).href);
      views.push(...module.pages);
    }
    return views;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
