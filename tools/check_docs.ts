/**
 * The documentation of the public names: what `deno doc --lint` finds, less what the house style does not ask for. A
 * field whose name says it all needs no words, and types of other packages cannot be made public here. `deno task ok`
 * runs this file.
 */
import type { SourceFile } from "../codegen/files.ts";
import type { Problem } from "../codegen/problem.ts";
import { report } from "./report.ts";
import { readPackages, readSources, repositoryRoot } from "./repository.ts";
import { runDeno } from "./run_command.ts";

/** The problems in the output of `deno doc --lint` that count. */
export function docProblems(output: string, files: readonly SourceFile[], root: string): Problem[] {
  const found = output.matchAll(/^error\[([\w-]+)\]: (.*)\n\s*--> (.*):(\d+):(\d+)$/gm);
  return [...found].flatMap(([, rule, message = "", file = "", line, column]) => {
    const isField = rule === "missing-jsdoc" && column !== "1";
    const [, referenced] = /references private type '(\w+)/.exec(message) ?? [];
    const path = file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file;
    if (isField || referenced !== undefined && !isExported(referenced, path, files)) return [];
    return [{
      file: path,
      line: Number(line),
      column: Number(column),
      message: `docs: ${message}`,
      hint: hintOf(rule),
    }];
  });
}

// A helper that a file keeps to itself needs no name for readers.
function isExported(name: string, from: string, files: readonly SourceFile[]): boolean {
  const declaration = new RegExp(`^(export )?(?:interface|type|class) ${name}\\b`, "m");
  const own = declaration.exec(files.find(({ path }) => path === from)?.text ?? "");
  return own ? own[1] !== undefined : files.some(({ text }) => declaration.exec(text)?.[1] !== undefined);
}

function hintOf(rule: string | undefined): string {
  return rule === "private-type-ref"
    ? "export the type from the entry too, and name it in CHANGELOG.md"
    : "say in /** … */ what it is for, with an example when it is called";
}

if (import.meta.main) {
  const files = readSources();
  const problemsOf = async (entries: readonly string[]) => {
    const { output } = await runDeno(["doc", "--lint", ...entries], { cwd: repositoryRoot, env: { NO_COLOR: "1" } });
    return docProblems(output, files, repositoryRoot);
  };
  // Authors of pages read the types of the first entry; behind the others stand whole subsystems.
  const [first = "", ...others] = readPackages().flatMap(({ exports }) => Object.values(exports));
  const [own, rest] = [await problemsOf([first]), await problemsOf(others)];
  report("docs", [...own, ...rest.filter(({ message }) => !message.includes("private type"))]);
}
