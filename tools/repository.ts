/**
 * The repository as the checks see it: its hand-written TypeScript and its published entry points. Read by every
 * `check_*.ts`; the checks themselves are pure functions over what this file gives them.
 */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { SourceFile } from "../codegen/files.ts";

/** The folder that holds `deno.json`. */
export const repositoryRoot: string = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");

/** One published package: its name, and its entry points with the file behind each, relative to the repository. */
export interface Package {
  readonly name: string;
  readonly configFile: string;
  readonly exports: Readonly<Record<string, string>>;
}

// Folders that hold nothing written by hand, or (golden) files that are wrong on purpose.
const skippedFolders = new Set(["node_modules", ".git", ".rally", "dist", "coverage", "generated", "golden", "data"]);

/** Every hand-written `.ts` and `.tsx` file of the repository, sorted by path. */
export function readSources(root: string = repositoryRoot): SourceFile[] {
  return sourcePaths(root, "").sort().map((path) => ({ path, text: readFileSync(`${root}/${path}`, "utf8") }));
}

/** The packages of the workspace, the root package first. */
export function readPackages(root: string = repositoryRoot): Package[] {
  const config = readConfig(`${root}/deno.json`);
  const members = (config.workspace ?? []).map((member) => member.replace(/^\.\//, ""));
  return ["", ...members].map((folder) => {
    const prefix = folder === "" ? "" : `${folder}/`;
    const { name = folder, exports = {} } = readConfig(`${root}/${prefix}deno.json`);
    const entries = Object.entries(typeof exports === "string" ? { ".": exports } : exports);
    return {
      name,
      configFile: `${prefix}deno.json`,
      exports: Object.fromEntries(entries.map(([key, file]) => [key, prefix + file.replace(/^\.\//, "")])),
    };
  });
}

interface DenoConfig {
  readonly name?: string;
  readonly exports?: string | Readonly<Record<string, string>>;
  readonly workspace?: readonly string[];
}

function readConfig(path: string): DenoConfig {
  return JSON.parse(readFileSync(path, "utf8"));
}

function sourcePaths(root: string, folder: string): string[] {
  return readdirSync(`${root}/${folder}`, { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return skippedFolders.has(entry.name) ? [] : sourcePaths(root, path);
    return /\.tsx?$/.test(entry.name) && entry.name !== "queries.ts" ? [path] : [];
  });
}
