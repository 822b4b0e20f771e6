/**
 * The files of an app that a page of the documentation shows, section by section: whole ones, in a block that begins
 * with a comment that names the file, and changes of earlier ones, in a `diff` block that begins in the same way. Either
 * may be a mistake (` ```sql mistake `), with what is said of it in the `text` block behind it.
 */
import { strictEqual } from "node:assert";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A file as a reader is asked to write it, or a change of one that she has. */
export interface ShownFile {
  readonly path: string;
  readonly text: string;
  readonly isChange: boolean;
  /** What the reader is told when she tries it, if it is a mistake. */
  readonly told?: string;
}

/** What stands below one heading of the second level, or above the first. */
export interface Section {
  readonly title: string;
  readonly files: readonly ShownFile[];
  /** Parts of the `queries.ts` that is generated of them: what stands between empty lines below `// in queries.ts`. */
  readonly generated: readonly string[];
  readonly commands: readonly ShownCommand[];
}

/** A task, and a part of what it prints. */
export interface ShownCommand {
  /** `task sql check` */
  readonly args: readonly string[];
  readonly printed: string;
}

/** The sections of a document that show files, or what a command prints. */
export function sectionsOf(document: string): Section[] {
  return document.split(/^## /m)
    .map((text) => ({
      title: text.slice(0, text.indexOf("\n")),
      files: filesIn(text),
      generated: [...text.matchAll(/^```ts ignore\n\/\/ in queries\.ts\n([\s\S]*?)^```$/gm)]
        .flatMap(([, shown]) => shown.trimEnd().split("\n\n")),
      commands: [...text.matchAll(/^```sh\ndeno (task [^\n]*)\n```\n\n```text\n([\s\S]*?)^```$/gm)]
        .map(([, task, printed]) => ({ args: task.split(" "), printed })),
    }))
    .filter(({ files, commands }) => files.length > 0 || commands.length > 0);
}

function filesIn(text: string): ShownFile[] {
  const blocks =
    /^```(\w+)([^\n]*)\n(?:\/\/|--) ((?:app|db)\/\S+|main\.ts)[^\n]*\n([\s\S]*?)^```$(?:\n\n```text\n([\s\S]*?)^```$)?/gm;
  return [...text.matchAll(blocks)].map(([, language, words, path, shown, told]) => ({
    path,
    text: shown,
    isChange: language === "diff",
    ...words.includes("mistake") && { told: told ?? "" },
  }));
}

/** Does in the folder of an app what a reader does with a file that she is shown. */
export function writeShown(app: string, { path, text, isChange }: ShownFile): void {
  const file = join(app, path);
  strictEqual(existsSync(file) || !isChange, true, `${path} is changed before it is shown`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, isChange ? changed(readFileSync(file, "utf8"), text, path) : text);
}

/** Makes a mistake that the reader is shown, has it looked at, and undoes it. */
export async function tryMistake(app: string, shown: ShownFile, look: () => Promise<void>): Promise<void> {
  const file = join(app, shown.path);
  const before = existsSync(file) ? readFileSync(file) : undefined;
  writeShown(app, shown);
  await look();
  if (before === undefined) rmSync(file);
  else writeFileSync(file, before);
}

/** Each part of a change, between lines of `@@`, fits exactly one place. */
function changed(text: string, change: string, path: string): string {
  return change.split(/^@@\n/m).reduce((before, part) => {
    const lines = part.split(/(?<=\n)/).map((line) => line === "\n" ? " \n" : line);
    const side = (sign: string) =>
      lines.filter((line) => line.startsWith(" ") || line.startsWith(sign)).map((line) => line.slice(1)).join("");
    const places = before.split(side("-"));
    strictEqual(places.length, 2, `${path} has ${places.length - 1} places for this change:\n${part}`);
    return places.join(side("+"));
  }, text);
}
