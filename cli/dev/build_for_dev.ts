/**
 * One build of `dev`: generated code, database, bundle. Whatever is wrong with the app is given back, not thrown.
 *
 * @module
 */
import type { AppModules, Bundler } from "../../codegen/bundle/bundle_browser.ts";
import type { Problem } from "../../codegen/problem.ts";
import { migrate } from "../../db/mod.ts";
import { readDatabaseFiles, withDatabase } from "../app/database.ts";
import type { AppGenerator, GeneratedApp } from "../app/generate_app.ts";
import { CommandError } from "../core/command_error.ts";
import { stampManifest } from "./stamp_manifest.ts";

/** What a build works on. */
export interface DevBuild {
  readonly root: string;
  /** The file of the database. */
  readonly database: string;
  readonly generator: AppGenerator;
  readonly bundler: Bundler;
  /** The name of the build; see `stamp_manifest.ts`. */
  build(app: GeneratedApp): string;
}

/** An app that can be served, or what is wrong with it. */
export type DevBuildResult =
  | { readonly ok: true; readonly app: GeneratedApp; readonly modules: AppModules }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** How the browser's half of an app under development is bundled. */
export const devBundle = { outDir: ".rally", minify: false, sourcemap: true, dev: true } as const;

/** Builds. */
export async function buildForDev({ root, database, generator, bundler, build }: DevBuild): Promise<DevBuildResult> {
  const app = await generator.generate({ write: true });
  if (app.problems.length > 0) return { ok: false, problems: app.problems };
  const failure = await migrateFor(root, database);
  if (failure) return { ok: false, problems: [failure] };
  const bundle = await bundler.build({
    ...devBundle,
    root,
    parts: app.bundleParts,
    topicCodecs: app.topicCodecs,
    functions: app.functions,
  });
  if (!bundle.manifest) return { ok: false, problems: bundle.problems };
  stampManifest(root, build(app));
  return { ok: true, app, modules: bundle.modules };
}

/** The database's words name the migration that is to blame. */
async function migrateFor(root: string, database: string): Promise<Problem | undefined> {
  try {
    await withDatabase(database, (connection) => migrate(connection, readDatabaseFiles(root).migrations));
    return undefined;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const [, file = "db/migrations", line = "1", column = "1"] =
      /(db\/migrations\/[^\s":]+)(?::(\d+):(\d+))?/.exec(error.message) ?? [];
    const message = error.message.replace(/^db\/migrations\/[^\s":]+:\d+:\d+: /, "");
    return { file, line: Number(line), column: Number(column), message, hint: error.hint };
  }
}
