/**
 * Checks the types of an app in the background: `deno check` in a process of its own, which nobody waits for.
 *
 * @module
 */
import { execFile } from "node:child_process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Problem, sortProblems } from "../../codegen/problem.ts";

/** The check of one app. */
export interface TypeCheck {
  /** Checks what the files hold now. A check that is under way is given up. */
  start(): void;
  stop(): void;
}

/**
 * Makes the check.
 *
 * @param done Called with what each finished check has found.
 */
export function createTypeCheck(root: string, done: (problems: readonly Problem[]) => void): TypeCheck {
  let running: AbortController | undefined;

  function stop(): void {
    running?.abort();
    running = undefined;
  }

  return {
    stop,
    start() {
      stop();
      const mine = running = new AbortController();
      const options = {
        cwd: root,
        env: { ...Deno.env.toObject(), NO_COLOR: "1" },
        signal: mine.signal,
        maxBuffer: 16 * 1024 * 1024,
      };
      execFile(Deno.execPath(), ["check"], options, (error, _stdout, stderr) => {
        if (running !== mine) return;
        running = undefined;
        done(error ? typeProblems(stderr, root) : []);
      });
    },
  };
}

/** The errors in what `deno check` prints; whatever else it says is no type error and is left out. */
export function typeProblems(text: string, root: string): Problem[] {
  const prefix = pathToFileURL(`${root}/`).href;
  const problems: Problem[] = [];
  for (const block of text.split(/^(?=TS\d+ \[ERROR\]: )/m)) {
    const error = /^(TS\d+) \[ERROR\]: ([^]*?)\n +at (file:\/\/\S+):(\d+):(\d+)$/m.exec(block);
    const [, code, printed, url, line, column] = error ?? [];
    if (!url?.startsWith(prefix)) continue;
    const message = reasonFirst(withoutExcerpt(printed.split("\n")));
    const before = problems.at(-1);
    // What is set in belongs to the error before it, e.g. "Did you forget to use 'await'?"
    if (before && message[0]?.startsWith(" ")) {
      problems[problems.length - 1] = { ...before, message: `${before.message}\n  ${message.join("\n").trim()}` };
      continue;
    }
    problems.push({
      file: fileURLToPath(url).slice(root.length + 1).replaceAll("\\", "/"),
      line: Number(line),
      column: Number(column),
      message: [`${message[0]} (${code})`, ...message.slice(1)].join("\n"),
      hint: "deno task check prints all type errors; the app runs meanwhile",
    });
  }
  return sortProblems(problems);
}

/** The last two lines are the line of the source and its caret. */
function withoutExcerpt(lines: readonly string[]): readonly string[] {
  return /^\s*[~^]+$/.test(lines.at(-1) ?? "") ? lines.slice(0, -2) : lines;
}

/**
 * What the compiler ends with is what is wrong; before it stand the values that hold it, from the outermost inwards, each
 * set in more than the one before. Where one error has several reasons its order is kept.
 */
function reasonFirst(lines: readonly string[]): readonly string[] {
  const isChain = lines.every((line, depth) => line.search(/\S/) === 2 * depth);
  if (!isChain) return lines;
  const [reason = "", ...around] = lines.map((line) => line.trim()).reverse();
  return [reason, ...around.map((line) => `  ${line}`)];
}
