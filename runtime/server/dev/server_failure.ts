/**
 * An error of the app on the server as the overlay shows it: at the line of the app where it came up.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { codeFrame } from "../../wire/dev/code_frame.ts";
import type { ShownProblem } from "../../wire/dev/dev_messages.ts";
import { failureText, stackOf } from "../../wire/dev/failure_text.ts";
import { isGeneratedCode } from "../../wire/dev/generated_code.ts";
import { permissionHint } from "../permission_hint.ts";

/**
 * Makes a problem of an error.
 *
 * @param root The app's folder.
 * @param title What has failed.
 */
export function serverFailure(root: string, title: string, error: unknown): ShownProblem {
  const stack = withoutVersions(error instanceof Error ? error.stack ?? "" : "");
  const place = appPlace(root, withoutVersions(stackOf(error)));
  const hint = permissionHint(error);
  return {
    title,
    ...(hint === undefined ? {} : { hint }),
    ...(error instanceof Error ? failureText(error) : { message: String(error) }),
    ...(place ? { place, frame: frameAt(root, place) } : {}),
    ...(stack === "" ? {} : { stack }),
  };
}

/** A file that is gone or cannot be read has no excerpt. */
function frameAt(root: string, { file, line, column }: NonNullable<ShownProblem["place"]>): ShownProblem["frame"] {
  try {
    return codeFrame(readFileSync(`${root}/${file}`, "utf8"), line, column);
  } catch {
    return [];
  }
}

/** The first line of a stack that stands in the author's files; in generated ones only where there is no such line. */
function appPlace(root: string, stack: string): ShownProblem["place"] {
  const prefix = pathToFileURL(`${root}/`).href;
  const places = Array.from(stack.matchAll(/(file:\/\/[^\s()]+?):(\d+):(\d+)/g))
    .filter(([, url = ""]) => url.startsWith(prefix) && !url.includes("/node_modules/"))
    .map(([, url = "", line, column]) => ({
      file: fileURLToPath(url).slice(root.length + 1).replaceAll("\\", "/"),
      line: Number(line),
      column: Number(column),
    }));
  return places.find(({ file }) => !isGeneratedCode(file)) ?? places[0];
}

/** Replaced modules have a version in their URL. */
function withoutVersions(stack: string): string {
  return stack.replaceAll(/\?v=\d+(?=:\d+:\d+)/g, "");
}
