/**
 * An error of the app on the server as the overlay shows it: at the line of the app where it came up.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { codeFrame } from "../../wire/dev/code_frame.ts";
import type { ShownProblem } from "../../wire/dev/dev_messages.ts";
import { failureText, stackOf } from "../../wire/dev/failure_text.ts";
import { isGeneratedCode } from "../../wire/dev/generated_code.ts";
import { permissionHint } from "../permission_hint.ts";
import { type AppPlace, appPlaces } from "./app_places.ts";

/**
 * Makes a problem of an error.
 *
 * @param root The app's folder.
 * @param title What has failed.
 */
export function serverFailure(root: string, title: string, error: unknown): ShownProblem {
  const stack = withoutVersions(error instanceof Error ? error.stack ?? "" : "");
  const place = authorPlace(root, stackOf(error));
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
function frameAt(root: string, { file, line, column }: AppPlace): ShownProblem["frame"] {
  try {
    return codeFrame(readFileSync(`${root}/${file}`, "utf8"), line, column);
  } catch {
    return [];
  }
}

/** The innermost line that stands in the author's files; in generated ones only where there is no such line. */
function authorPlace(root: string, stack: string): AppPlace | undefined {
  const places = appPlaces(root, stack).filter((place) => place !== undefined);
  return places.find(({ file }) => !isGeneratedCode(file)) ?? places[0];
}

/** Replaced modules have a version in their URL. */
function withoutVersions(stack: string): string {
  return stack.replaceAll(/\?v=\d+(?=:\d+:\d+)/g, "");
}
