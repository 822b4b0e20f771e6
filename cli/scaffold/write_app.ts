/**
 * Writes a new app: everything is checked before the first file is written, and what was written is taken back when a
 * later file fails.
 *
 * @module
 */
import { existsSync, lstatSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { failed } from "../core/command_error.ts";
import type { TemplateFile } from "./templates.ts";

/**
 * Refuses a folder into which the files cannot be written without overwriting something.
 *
 * @throws {CommandError} Of kind `failed`, naming what is in the way.
 */
export function checkFolder(folder: string, files: readonly TemplateFile[]): void {
  const targets = files.map(({ path }) => join(folder, path));
  const blocked = targets.map(nearestAbove).find((path) => !statSync(path).isDirectory());
  if (blocked !== undefined) {
    throw failed(`Cannot write into "${folder}": "${blocked}" is no folder`, "Choose another folder");
  }
  const taken = targets.filter(isThere).map((path) => relative(folder, path));
  if (taken.length === 0) return;
  const more = taken.length > 3 ? ` and ${taken.length - 3} more` : "";
  throw failed(
    `Cannot write into "${folder}": it is not empty, and init would overwrite ${taken.slice(0, 3).join(", ")}${more}`,
    "Choose another folder, or move what is in the way; other files may stay",
  );
}

/**
 * Writes the files below the folder. They must have passed {@linkcode checkFolder}; a file that appeared meanwhile is
 * not overwritten.
 *
 * @throws {CommandError} Of kind `failed` when one cannot be written; then none is left.
 */
export function writeApp(folder: string, files: readonly TemplateFile[]): void {
  const made: string[] = [];
  try {
    for (const { path, bytes } of files) {
      const target = join(folder, path);
      const firstMade = mkdirSync(dirname(target), { recursive: true });
      if (firstMade !== undefined) made.push(firstMade);
      writeFileSync(target, bytes, { flag: "wx" });
      made.push(target);
    }
  } catch (error) {
    for (const path of made.reverse()) rmSync(path, { recursive: true, force: true });
    const reason = error instanceof Error ? error.message : String(error);
    throw failed(
      `Cannot write into "${folder}": ${reason}`,
      "Nothing was written; choose a folder that you may write to",
    );
  }
}

/** The nearest thing above a path that exists. */
function nearestAbove(path: string): string {
  let above = dirname(path);
  while (!existsSync(above)) above = dirname(above);
  return above;
}

/** Unlike `existsSync`, true for a link that leads nowhere: writing through it would make its target. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
