/**
 * One build of `dev`: generated code, database, bundle. Whatever is wrong with the app is printed, not thrown.
 *
 * @module
 */
import type { Bundler } from "../../codegen/bundle/bundle_browser.ts";
import { migrate } from "../../db/mod.ts";
import { readDatabaseFiles, withDatabase } from "../app/database.ts";
import { generateApp } from "../app/generate_app.ts";
import { printProblems } from "../app/problems.ts";
import { CommandError } from "../core/command_error.ts";
import type { Terminal } from "../core/terminal.ts";
import { stampManifest } from "./stamp_manifest.ts";

/** What a build works on. */
export interface DevBuild {
  readonly root: string;
  /** The file of the database. */
  readonly database: string;
  readonly bundler: Bundler;
  readonly terminal: Terminal;
}

/** Builds, and says whether the app can be served. */
export async function buildForDev({ root, database, bundler, terminal }: DevBuild): Promise<boolean> {
  const app = await generateApp(root, { write: true });
  if (app.problems.length > 0) {
    printProblems(terminal, app.problems);
    return false;
  }
  const { migrations } = readDatabaseFiles(root);
  try {
    withDatabase(database, (connection) => migrate(connection, migrations));
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    terminal.writeError(`${error.message}\nhint: ${error.hint}\n`);
    return false;
  }
  const { problems } = await bundler.build({
    root,
    parts: app.bundleParts,
    topicCodecs: app.topicCodecs,
    outDir: ".rally",
    minify: false,
    sourcemap: true,
  });
  printProblems(terminal, problems);
  if (problems.length > 0) return false;
  stampManifest(root);
  return true;
}
