/**
 * Remembers what the files of an app said before a change, to find out what a change asks for.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { AppModules, BundlePart } from "../../codegen/bundle/bundle_part.ts";
import type { SourceFile } from "../../codegen/files.ts";
import { modelText } from "../../codegen/hot/model_text.ts";
import { serverHalf } from "../../codegen/hot/server_half.ts";
import type { ReplacedPart } from "../../runtime/wire/dev/dev_messages.ts";

/** What a change of files that browsers run asks for. */
export interface PageChange {
  /** The changed files and all that import them. */
  readonly files: readonly string[];
  /** The parts among them. */
  readonly parts: readonly ReplacedPart[];
}

/** An app with the files that it was built of. */
export interface BuiltApp {
  readonly parts: readonly BundlePart[];
  readonly modules: AppModules;
  readonly sources: readonly SourceFile[];
}

/** The memory. */
export interface PageFiles {
  /** Remembers the app as it was built. */
  remember(app: BuiltApp): void;
  /**
   * What open pages can take over without being loaded again: code that runs in browsers, where no contract, `load` or
   * handler of a page file has changed. `undefined` when the app must start again, or when a file does not parse.
   */
  changed(paths: readonly string[]): PageChange | undefined;
}

/** Makes an empty memory. */
export function createPageFiles(root: string): PageFiles {
  let parts: readonly BundlePart[] = [];
  let modules: AppModules = { browser: new Map(), importers: new Map() };
  const halves = new Map<string, string>();
  const models = new Map<string, string>();

  function isTakenOver(path: string): boolean {
    if (!/^app\/.*\.tsx?$/.test(path) || path === "app/topics.ts" || path.startsWith("app/api/")) return false;
    if (![...modules.browser.values()].some((files) => files.has(path))) return false;
    const text = textOf(root, path);
    if (text === undefined) return false;
    return !halves.has(path) || serverHalf(path, text) === halves.get(path);
  }

  /** Whether the type of the model is another one than in the last code that pages have got. */
  function verdictOf(file: string): ReplacedPart["verdict"] {
    const now = modelText(file, textOf(root, file) ?? "") ?? "";
    const before = models.get(file);
    models.set(file, now);
    return now === before ? "fine" : "risky";
  }

  return {
    remember(app) {
      ({ parts, modules } = app);
      const texts = new Map(app.sources.map(({ path, text }) => [path, text]));
      for (const { file } of parts) {
        const text = texts.get(file) ?? "";
        halves.set(file, serverHalf(file, text) ?? "");
        models.set(file, modelText(file, text) ?? "");
      }
    },
    changed(paths) {
      if (!paths.every(isTakenOver)) return undefined;
      const files = withImporters(paths, modules);
      return {
        files,
        parts: parts.filter(({ file }) => files.includes(file))
          .map(({ id, file }) => ({ id, file, verdict: verdictOf(file) })),
      };
    },
  };
}

function withImporters(paths: readonly string[], { importers }: AppModules): string[] {
  // A set visits what is added to it while it is read.
  const found = new Set(paths);
  for (const path of found) {
    for (const importer of importers.get(path) ?? []) {
      if (importer.startsWith("app/") || importer.startsWith("generated/")) found.add(importer);
    }
  }
  return [...found];
}

function textOf(root: string, path: string): string | undefined {
  try {
    return readFileSync(join(root, path), "utf8");
  } catch {
    return undefined;
  }
}
