/**
 * Something that was thrown in the browser as the overlay shows it: at the author's line, found by the source map of the
 * script.
 *
 * @module
 */
import { codeFrame } from "../../wire/dev/code_frame.ts";
import type { ShownProblem } from "../../wire/dev/dev_messages.ts";
import { brief } from "../../wire/dev/differences.ts";
import { failureText, stackOf } from "../../wire/dev/failure_text.ts";
import { isGeneratedCode } from "../../wire/dev/generated_code.ts";
import type { RunTimeFailure } from "./shared.ts";
import { originalPlace, type SourceMap, type SourcePlace } from "./source_map.ts";

/** Makes a problem of a failure. */
export async function failureProblem({ error, title, cause }: RunTimeFailure): Promise<ShownProblem> {
  const stack = error instanceof Error ? error.stack ?? "" : "";
  const found = await authorPlace(stackOf(error));
  const place = found && { file: fileOf(found.source), line: found.line, column: found.column };
  return {
    title,
    ...(error instanceof Error ? failureText(error) : { message: brief(error) }),
    ...(place && found ? { place, frame: codeFrame(found.text, found.line, found.column) } : {}),
    ...(cause === undefined ? {} : { cause: brief(cause, 2000) }),
    ...(stack === "" ? {} : { stack }),
  };
}

/** The first line of the stack that stands in the author's files; in generated ones only where there is no such line. */
async function authorPlace(stack: string): Promise<SourcePlace | undefined> {
  let generated: SourcePlace | undefined;
  for (const [, url, line, column] of stack.matchAll(/(https?:\/\/[^\s()]+?\.js):(\d+):(\d+)/g)) {
    const map = await mapOf(url);
    const place = map && originalPlace(map, Number(line), Number(column));
    if (!place || !isOfApp(place.source)) continue;
    if (!isGeneratedCode(fileOf(place.source))) return place;
    generated ??= place;
  }
  return generated;
}

const maps = new Map<string, Promise<SourceMap | undefined>>();

function mapOf(url: string): Promise<SourceMap | undefined> {
  const known = maps.get(url) ??
    fetch(`${url}.map`).then((answer) => answer.ok ? answer.json() : undefined).catch(() => undefined);
  maps.set(url, known);
  return known;
}

function isOfApp(source: string): boolean {
  return !source.startsWith("rally") && !source.includes("node_modules/");
}

/** Maps name sources as seen from `.rally/assets`. */
function fileOf(source: string): string {
  return source.replace(/^(\.\.\/)+/, "");
}
