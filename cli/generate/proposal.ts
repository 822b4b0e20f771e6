/**
 * What a generator wants to write, and what that means for the files that are there.
 *
 * @module
 */
import { failed } from "../core/command_error.ts";

/** One file as a generator wants it. */
export interface Proposal {
  readonly path: string;
  readonly text: string;
  /** The text that it was made from, when it adds to a file that is there. */
  readonly base?: string;
}

/** One file that will be written. */
export interface Change {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string;
}

/** Reads a file of the app; `undefined` when it is not there. */
export type ReadText = (path: string) => string | undefined;

/**
 * The files that differ from what is proposed.
 *
 * @throws {CommandError} Of kind `failed` when a file is there with another text: a person has changed it.
 */
export function changesOf(proposals: readonly Proposal[], read: ReadText): Change[] {
  const changes: Change[] = [];
  const taken: string[] = [];
  for (const { path, text, base } of proposals) {
    const before = read(path);
    if (before === text) continue;
    if (before === undefined || before === base) changes.push({ path, before, after: text });
    else taken.push(path);
  }
  if (taken.length === 0) return changes;
  throw failed(
    `Nothing was written: ${taken.join(", ")} ${taken.length === 1 ? "is" : "are"} there with another text`,
    "Choose another name, or delete what should be written anew; generate never overwrites a file",
  );
}
